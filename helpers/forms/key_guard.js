// JupyterLab acts on single keys (two presses of "d" delete a cell) unless the focused element itself carries
// this attribute; on an ancestor it does nothing. So each thing in a form that can take the focus gets it.
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

function protect(root) {
  for (const node of root.querySelectorAll(FOCUSABLE)) node.setAttribute("data-lm-suppress-shortcuts", "true");
}

function render({ el }) {
  let observer;
  let frame;
  const start = () => {
    const root = el.parentElement?.closest(".widget-box");
    if (!root) {
      frame = requestAnimationFrame(start); // not attached to the page yet
      return;
    }
    protect(root);
    observer = new MutationObserver(() => protect(root));
    observer.observe(root, { childList: true, subtree: true });
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}

export default { render };
