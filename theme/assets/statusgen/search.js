// The full-text search: asks the index of Pagefind, which is loaded with the first question and in small parts.
// What it finds is put on the page as text. The question stands in the address, so it can be shared.
(() => {
  "use strict";
  const INDEX = new URL("../../pagefind/", document.currentScript.src);
  const ENTRY = new URL("pagefind-entry.json", INDEX);
  const AT_ONCE = 10;
  const PAUSE = 250; // milliseconds without a key until the question is asked

  // Every load reads anew which files belong together: those of an older index go when a newer one is published.
  let loaded;
  function load(anew) {
    if (!loaded || anew) {
      loaded = (async () => {
        const entry = await entryNow();
        const address = new URL("pagefind.js", INDEX);
        if (anew) address.searchParams.set("at", Date.now());
        const pagefind = await import(address);
        await pagefind.options({ excerptLength: 24 });
        return { pagefind, entry };
      })();
      loaded.catch(() => { loaded = undefined; });
    }
    return loaded;
  }

  async function entryNow() {
    const response = await fetch(ENTRY, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${ENTRY}: ${response.status}`);
    return response.text();
  }

  // The results, and the data of the first of them.
  async function ask(query, filters) {
    const first = async (anew) => {
      const { pagefind, entry } = await load(anew);
      const { results } = await pagefind.search(query, { filters });
      return { entry, results, data: await Promise.all(results.slice(0, AT_ONCE).map((result) => result.data())) };
    };
    let found;
    try {
      found = await first(false);
    } catch {
      return first(true);
    }
    // A part of an old index that is gone looks to Pagefind like a word that is nowhere.
    return found.results.length === 0 && (await entryNow()) !== found.entry ? first(true) : found;
  }

  // Pagefind's excerpt is HTML. Only its marks are kept; everything else becomes text.
  function excerpt(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    return [...parsed.body.childNodes].map((node) => {
      if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      return mark;
    });
  }

  function start() {
    const page = document.querySelector(".sg-search");
    const form = page?.querySelector("form");
    if (!form || !form.hidden) return;
    const field = form.elements.q;
    const list = page.querySelector(".sg-results");
    const status = page.querySelector("[role=status]");
    const failed = page.querySelector(".sg-search-failed");
    const more = page.querySelector("button");
    const template = page.querySelector("template");
    let asked = 0;
    let waiting = [];
    let timer;

    function row(data) {
      const item = template.content.firstElementChild.cloneNode(true);
      const { meta } = data;
      const link = item.querySelector("a");
      const icon = item.querySelector("svg");
      link.textContent = meta.title;
      link.href = data.url;
      if (/^[a-z]+$/.test(meta.tone ?? "")) {
        icon.classList.add(`sg-tone-${meta.tone}`);
        icon.querySelector("use").setAttribute("href", `#sg-${meta.tone}`);
      } else {
        icon.remove();
      }
      const facts = item.querySelector(".sg-record-facts");
      const told = [meta.kind, meta.state, meta.components].filter(Boolean);
      if (meta.day) {
        const time = document.createElement("time");
        time.dateTime = meta.date;
        time.textContent = meta.day;
        told.unshift(time);
      }
      facts.append(...told.flatMap((part, index) => (index ? [" · ", part] : [part])));
      facts.hidden = told.length === 0;
      item.querySelector(".sg-result-text").append(...excerpt(data.excerpt), " …");
      return item;
    }

    function say(text, isFailure = false) {
      status.textContent = text;
      failed.hidden = !isFailure;
    }

    function show(rows) {
      list.append(...rows);
      list.hidden = list.children.length === 0;
      more.hidden = waiting.length === 0;
    }

    async function search() {
      clearTimeout(timer);
      const mine = ++asked;
      const query = field.value.trim();
      const filters = {};
      for (const name of ["component", "impact"]) {
        if (form.elements[name].value) filters[name] = form.elements[name].value;
      }
      remember(query, filters);
      let found = { results: [], data: [] };
      let isBroken = false;
      if (query) {
        try {
          found = await ask(query, filters);
        } catch {
          isBroken = true;
        }
      }
      if (mine !== asked) return; // another question was asked meanwhile
      list.replaceChildren();
      waiting = found.results.slice(AT_ONCE);
      show(found.data.map(row));
      const { sgCount, sgNone, sgFailed } = status.dataset;
      const count = found.results.length;
      if (isBroken) say(sgFailed, true);
      else if (!query) say("");
      else say(count ? `${sgCount}: ${count.toLocaleString(document.documentElement.lang)}` : sgNone);
    }

    function remember(query, filters) {
      const parameters = new URLSearchParams({ ...(query && { q: query }), ...filters }).toString();
      history.replaceState(history.state, "", parameters ? `?${parameters}` : location.pathname);
    }

    async function showMore() {
      const mine = asked;
      const next = waiting.slice(0, AT_ONCE);
      try {
        const data = await Promise.all(next.map((result) => result.data()));
        if (mine !== asked) return;
        waiting = waiting.slice(AT_ONCE);
        const rows = data.map(row);
        show(rows);
        rows[0]?.querySelector("a").focus();
      } catch {
        search(); // a newer index was published
      }
    }

    // The arrow keys lead from the field to the results and along them.
    function move(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      const places = [field, ...list.querySelectorAll("a")];
      const here = places.indexOf(event.target);
      if (here < 0 || !places[here + step]) return;
      event.preventDefault();
      places[here + step].focus();
    }

    const wanted = new URLSearchParams(location.search);
    field.value = wanted.get("q") ?? "";
    for (const name of ["component", "impact"]) {
      const select = form.elements[name];
      if ([...select.options].some((option) => option.value === wanted.get(name))) select.value = wanted.get(name);
    }
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    // The field changes as it loses the focus, when somebody presses a result: that must stay where it is.
    form.addEventListener("change", ({ target }) => {
      if (target !== field) search();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    page.addEventListener("keydown", move);
    more.addEventListener("click", showMore);
    form.hidden = false;
    if (field.value) search();
  }

  start();
})();
