// Small helpers shared by the other scripts. Text is only ever set as text, never as markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function announce(text) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = text;
}

export function announcement(name, count) {
  const region = document.getElementById("announcer");
  return (region?.dataset[name] ?? "").replace("{count}", count);
}

export async function fetchJson(url, parameters, signal) {
  const address = new URL(url, location.origin);
  for (const [key, value] of Object.entries(parameters)) address.searchParams.set(key, value);
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal });
  if (!answer.ok) throw new Error(`${address.pathname} answered ${answer.status}`);
  return answer.json();
}

// Addresses come from our own server; anything that leaves it is not followed.
export function go(url) {
  const address = new URL(url, location.href);
  if (address.origin === location.origin) location.assign(address);
}
