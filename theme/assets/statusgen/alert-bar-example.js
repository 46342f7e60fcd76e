// The example on /subscribe/: the bar and the badge as any site includes them, with the data beside this page.
(() => {
  "use strict";
  const here = new URL("./", location.href).href;
  try {
    // Whoever sent the example away may see it again.
    for (const key of Object.keys(localStorage)) if (key.includes(here)) localStorage.removeItem(key);
  } catch {
    // Without storage nothing is remembered.
  }
  for (const attributes of [{}, { mode: "badge", target: "footer" }]) {
    const script = document.createElement("script");
    Object.assign(script.dataset, attributes, { api: here });
    script.src = "../../alert-bar.js";
    document.head.append(script);
  }
})();
