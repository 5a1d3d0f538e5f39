// Tells the browser and screen readers which language the page is in: line breaking and pronunciation follow it.
export default function ({ data }) {
  document.documentElement.lang = data.language;
}
