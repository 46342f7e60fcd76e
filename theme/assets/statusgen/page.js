// Small comforts: Escape closes a day's popover, and a permanent link is copied when it is followed.
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const bar of document.querySelectorAll(".sg-bar:hover, .sg-bar:focus-within")) {
      bar.setAttribute("data-sg-closed", "");
      if (bar.contains(document.activeElement)) document.activeElement.blur();
      const reopen = () => bar.removeAttribute("data-sg-closed");
      bar.addEventListener("pointerleave", reopen, { once: true });
      bar.addEventListener("focusin", reopen, { once: true });
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.sg-permalink");
    if (link && navigator.clipboard) navigator.clipboard.writeText(link.href).catch(() => {});
  });
})();
