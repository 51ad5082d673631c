// The address of a view: #/ask?c=…&q=…, #/library?doc=…&item=…; it can be sent to a colleague.
const hearers = [];

export function read() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { tab: path, params: new URLSearchParams(query) };
}

export const address = (tab, params) => {
  const query = new URLSearchParams(params).toString();
  return `#/${tab}${query ? `?${query}` : ""}`;
};

// Names the view that is shown; a step is one that Back returns from.
export function write(tab, params, { step = true } = {}) {
  const hash = address(tab, params);
  if (hash === location.hash) return;
  if (step) history.pushState({ inside: true }, "", hash);
  else history.replaceState(history.state, "", hash);
}

export function go(tab, params) {
  write(tab, params);
  tell();
}

export const onMove = (hear) => hearers.push(hear);
export const tell = () => hearers.forEach((hear) => hear(read()));
window.addEventListener("popstate", tell);
