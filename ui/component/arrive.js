// Brings a new turn to the top of the view, once: its question first, the answer growing below it.
// The page above may still be settling, so the place is looked at again, until the reader moves the page themselves.
export default function ({ data, parentElement }) {
  const place = parentElement.host ?? parentElement;
  if (window.coachArrivedAt === data.turn) return;
  window.coachArrivedAt = data.turn;
  place.style.scrollMarginTop = "4.5rem";
  let moved = false;
  const let_go = () => { moved = true; };
  for (const act of ["wheel", "touchmove", "keydown"]) window.addEventListener(act, let_go, { once: true, passive: true });
  for (const wait of [0, 120, 300, 600]) {
    setTimeout(() => { if (!moved && place.isConnected) place.scrollIntoView({ block: "start" }); }, wait);
  }
}
