// Shows only the records of one component or impact. The choice stands in the address, so it can be shared.
(() => {
  "use strict";
  function start() {
    const form = document.querySelector("[data-sg-filter] form");
    if (!form || !form.hidden) return;
    form.hidden = false;
    const wanted = new URLSearchParams(location.search);
    for (const field of ["component", "impact"]) {
      const select = form.elements[field];
      if ([...select.options].some((option) => option.value === wanted.get(field))) select.value = wanted.get(field);
    }
    form.addEventListener("change", () => {
      apply(form);
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
      history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    apply(form);
  }

  function apply(form) {
    const component = form.elements.component.value;
    const impact = form.elements.impact.value;
    let shown = 0;
    for (const section of document.querySelectorAll("[data-sg-filtered]")) {
      let here = 0;
      for (const record of section.querySelectorAll(".sg-record")) {
        const matches =
          (!component || record.dataset.sgComponents.split(" ").includes(component)) &&
          (!impact || record.dataset.sgImpact === impact);
        record.hidden = !matches;
        here += matches;
      }
      section.hidden = here === 0;
      // What a choice leaves of a folded day is meant to be seen; without one, days stay as the reader has them.
      if (section.matches("details") && (component || impact)) section.open = here > 0;
      shown += here;
    }
    const output = form.querySelector("output");
    output.textContent = shown ? "" : output.dataset.sgNone;
  }

  if (window.document$) window.document$.subscribe(start);
  else start();
})();
