// An invisible part of a form. JupyterLab acts on single keys (two presses of "d" delete a cell) unless the focused
// element itself carries an attribute; on an ancestor it does nothing. So each thing in the form that can take the
// focus gets it. And Python hears when somebody looks at the form again, after another tab, or another page.
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
const PAUSE = 500; // milliseconds between two looks: focus comes by several events at once

function protect(root) {
  for (const node of root.querySelectorAll(FOCUSABLE)) node.setAttribute("data-lm-suppress-shortcuts", "true");
}

function render({ model, el }) {
  const gone = new AbortController();
  const until = { signal: gone.signal };
  let observer;
  let frame;
  let last = Date.now(); // what is drawn now is fresh
  const look = () => {
    if (document.hidden || Date.now() - last < PAUSE) return;
    last = Date.now();
    model.set("looks", model.get("looks") + 1);
    model.save_changes();
  };
  const start = () => {
    const root = el.parentElement?.closest(".widget-box");
    if (!root) {
      frame = requestAnimationFrame(start); // not attached to the page yet
      return;
    }
    protect(root);
    observer = new MutationObserver(() => protect(root));
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener("focusin", (event) => root.contains(event.relatedTarget) || look(), until);
  };
  window.addEventListener("focus", look, until);
  document.addEventListener("visibilitychange", look, until);
  start();
  return () => {
    gone.abort();
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}

export default { render };
