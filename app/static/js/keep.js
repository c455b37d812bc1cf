// Keeps a form on the server while it is written, so that nothing is lost with a session, a tab
// or a battery. The button "Save draft" does the same without scripts.
const PAUSE = 1500;

export function keepDraft(form) {
  const told = form.querySelector("[data-kept]");
  let timer;
  let pending;

  async function keep() {
    try {
      const answer = await fetch(form.dataset.keepUrl, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const { draft, told: text } = await answer.json();
      if (draft) form.querySelector("[name=draft]").value = draft;
      told.textContent = text;
    } catch {
      // Signed out (the answer is a page) or without a network: saying so is all there is to do.
      told.textContent = form.dataset.lost;
    }
    pending = undefined;
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      pending = (pending ?? Promise.resolve()).then(keep);
    }, PAUSE);
  }

  form.addEventListener("input", schedule);
  form.addEventListener("picked", schedule);
  // Saving waits for a draft on its way: it would outlive the engagement that it became.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!pending) return;
    event.preventDefault();
    pending.then(() => form.requestSubmit(event.submitter));
  });
}
