// The page at /alert-bar/, for a frame. Passes on to the bar what the frame's address asks for, and tells the page
// around the frame how high the bar is, if the address names that page's origin: nobody else can read it.
(() => {
  "use strict";
  // Neither data-api nor data-target: what a frame shows of this site comes from this site.
  const PASSED_ON = /^(mode|components|groups|impact|maintenance|theme|lang|color-[a-z]+)$/;
  const asked = new URLSearchParams(location.search);

  const script = document.createElement("script");
  for (const [name, value] of asked) {
    if (PASSED_ON.test(name)) script.setAttribute(`data-${name}`, value);
  }
  script.setAttribute("data-target", "main");
  script.src = "../alert-bar.js";
  document.head.append(script);

  const origin = (() => {
    try {
      const named = new URL(asked.get("origin")).origin;
      return named === "null" ? undefined : named;
    } catch {
      return undefined;
    }
  })();
  if (!origin || parent === window) return;
  let told;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ height }, origin);
  };
  // A frame of no height is not drawn, and what is not drawn is not observed to grow: so the changes are watched, too.
  const changes = new MutationObserver(() => {
    for (const bar of document.querySelectorAll("main > *")) {
      if (bar.shadowRoot) changes.observe(bar.shadowRoot, { childList: true, subtree: true });
    }
    tell();
  });
  changes.observe(document.querySelector("main"), { childList: true });
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
