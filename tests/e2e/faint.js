// Text on the page whose contrast with what is behind it is below 4.5 : 1 (3 : 1 for large text), as WCAG counts it.
() => {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const over = (top, under) => {
    const share = top[3] ?? 1;
    return [0, 1, 2].map((i) => top[i] * share + under[i] * (1 - share));
  };
  const linear = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(numbers(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const left_out = "button:disabled, [aria-disabled=true], style, script, [data-testid=stIconMaterial]";
  const faint = [];
  const walker = document.createTreeWalker(document.querySelector("[data-testid=stApp]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!text || !box.width || !box.height || style.visibility === "hidden" || element.closest(left_out)) continue;
    const ground = behind(element);
    const [high, low] = [light(over(numbers(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${text.slice(0, 40)} (${element.className})`);
  }
  return faint;
};
