// A text to copy: shows its pieces with their marks and puts the plain text on the clipboard.
// Text arrives as data and is set as textContent only, so nothing in it can become markup.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".draft");
  root.replaceChildren();
  root.lang = data.language;
  for (const row of data.rows) root.append(drawn(row, data.words));
  const status = element("p", "status");
  status.setAttribute("role", "status");
  root.append(status);

  function drawn(row, words) {
    const box = element("section", `row row-${row.kind}`);
    const head = element("div", "head");
    head.append(element("span", "label", row.label), button(row, words));
    const body = element("div", "body");
    body.tabIndex = 0;
    body.setAttribute("role", "group");
    body.setAttribute("aria-label", row.label);
    for (const [kind, text] of row.pieces) body.append(piece(kind, text));
    box.append(head, body);
    return box;
  }

  function piece(kind, text) {
    if (kind === "added") return element("ins", kind, text);
    if (kind === "removed") return element("del", kind, text);
    return kind === "slot" ? element("mark", kind, text) : document.createTextNode(text);
  }

  function button(row, words) {
    const made = element("button", "copy", words.copy);
    made.type = "button";
    made.setAttribute("aria-label", row.button);
    made.addEventListener("click", async () => {
      const done = await copied(row.copy);
      made.textContent = done ? words.copied : words.copy;
      made.classList.toggle("done", done);
      status.textContent = done ? words.copied : words.failed;
      setTimeout(() => {
        made.textContent = words.copy;
        made.classList.remove("done");
        status.textContent = "";
      }, done ? 2000 : 6000);
    });
    return made;
  }
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https or permission the clipboard is closed; the older way still works in most browsers.
    const area = element("textarea", "");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
