// What changes with time alone: ages, promises, maintenance windows, and how old this page is.
(() => {
  "use strict";
  const MINUTE = 60000;
  const order = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
  const language = () => document.documentElement.lang || "en";

  function age(since, now) {
    const minutes = Math.round((since - now) / MINUTE);
    const format = new Intl.RelativeTimeFormat(language(), { numeric: "always" });
    if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
    if (Math.abs(minutes) < 48 * 60) return format.format(Math.round(minutes / 60), "hour");
    return format.format(Math.round(minutes / 1440), "day");
  }

  function showAges(now) {
    for (const element of document.querySelectorAll("[data-sg-ago]")) {
      const moment = Date.parse(element.dataset.sgAgo);
      // Of an old update only the date matters.
      element.textContent = now - moment < 14 * 1440 * MINUTE && now >= moment ? ` (${age(moment, now)})` : "";
    }
    for (const element of document.querySelectorAll("[data-sg-due]")) {
      if (now > Date.parse(element.dataset.sgDue)) {
        element.querySelector("[data-sg-word]").textContent = element.dataset.sgOverdue;
      }
    }
  }

  function showStaleness(now) {
    for (const element of document.querySelectorAll("[data-sg-built]")) {
      const built = Date.parse(element.dataset.sgBuilt);
      if (now - built > Number(element.dataset.sgStaleAfter) * 1000) {
        element.querySelector("[data-sg-age]").textContent = age(built, now);
        element.hidden = false;
      }
    }
  }

  function setTone(element, tone) {
    element.className = element.className.replace(/sg-tone-\w+/, `sg-tone-${tone}`);
    for (const icon of element.querySelectorAll(":scope > .sg-icon, :scope > .sg-pill > .sg-icon")) {
      icon.setAttribute("class", `sg-icon sg-tone-${tone}`);
      icon.firstElementChild.setAttributeNS("http://www.w3.org/1999/xlink", "href", `#sg-${tone}`);
    }
  }

  // Moves each maintenance between "ahead", "under way" and over, by its window.
  function moveMaintenance(now, words) {
    const underWay = document.getElementById("sg-under-way");
    const ahead = document.getElementById("sg-ahead");
    for (const card of document.querySelectorAll(".sg-maintenance[data-sg-maintenance]")) {
      const starts = Date.parse(card.dataset.sgStarts);
      const ends = Date.parse(card.dataset.sgEnds);
      const word = card.querySelector(".sg-pill [data-sg-word]");
      if (card.parentElement === ahead && now >= starts && now < ends) {
        underWay.append(card);
        word.textContent = words.in_progress;
      } else if (now >= ends && Date.parse(builtAt()) < ends) {
        card.remove();
      }
    }
    for (const section of [underWay, ahead].filter(Boolean)) section.hidden = !section.querySelector(".sg-maintenance");
  }

  // A notice leaves the front page when its time is over.
  function endNotices(now) {
    for (const notice of document.querySelectorAll(".sg-notice[data-sg-ends]")) {
      if (now >= Date.parse(notice.dataset.sgEnds)) notice.hidden = true;
    }
  }

  // A maintenance's own page, and every list that names it, tell its state by the window, too.
  function showWindow(now) {
    for (const marks of document.querySelectorAll("[data-sg-window]")) {
      const window_ = JSON.parse(marks.dataset.sgWindow);
      const pill = marks.querySelector(".sg-pill");
      const word = pill ? pill.querySelector("[data-sg-word]") : marks;
      const isOver = now >= Date.parse(window_.ends);
      if (!isOver && !(window_.status === "scheduled" && now >= Date.parse(window_.starts))) continue;
      word.textContent = isOver ? window_.completed : window_.in_progress;
      if (pill && isOver) setTone(pill, "operational");
    }
  }

  const builtAt = () => document.querySelector("[data-sg-built]")?.dataset.sgBuilt;

  function showStates(now, data) {
    const windows = data.windows.filter((w) => Date.parse(w.starts) <= now && now < Date.parse(w.ends));
    const states = new Map();
    for (const [id, base] of Object.entries(data.components)) {
      const all = [base, ...windows.map((w) => w.components[id]).filter(Boolean)];
      states.set(id, all.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a)));
    }
    let changed = false;
    for (const row of document.querySelectorAll("[data-sg-component]")) {
      const state = states.get(row.dataset.sgComponent);
      if (!state || state === row.dataset.sgStatus) continue;
      changed = true;
      row.dataset.sgStatus = state;
      const shown = row.querySelector(".sg-component-state");
      shown.querySelector("[data-sg-word]").textContent = data.statuses[state].word;
      setTone(shown, data.statuses[state].tone);
    }
    if (!changed) return;
    for (const group of document.querySelectorAll("[data-sg-group]")) {
      const rows = [...group.querySelectorAll("[data-sg-component]")].map((row) => row.dataset.sgStatus);
      const worst = rows.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), "operational");
      const shown = group.querySelector("summary .sg-component-state");
      shown.querySelector("[data-sg-word]").textContent = data.statuses[worst].word;
      setTone(shown, data.statuses[worst].tone);
    }
    const card = document.getElementById("sg-state");
    if (!card) return;
    const worst = [...states.values()].reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), "operational");
    const isCalm = worst === "operational";
    card.querySelector("[data-sg-sentence]").textContent = isCalm ? data.calm.sentence : sentence(worst, states, data);
    setTone(card, isCalm ? data.calm.tone : data.statuses[worst].tone);
  }

  function sentence(worst, states, data) {
    const { words } = data;
    const names = [...states].filter(([, state]) => state === worst).map(([id]) => data.names[id]);
    const word = data.statuses[worst].word;
    if (names.length === states.size && names.length > 1) return words.all.replace("%(status)s", () => word);
    let listed = names.join(", ");
    if (names.length > 3) {
      const first = names.slice(0, 2).join(", ");
      listed = words.more.replace("%(names)s", () => first).replace("%(count)d", () => String(names.length - 2));
    }
    return words.some.replace("%(status)s", () => word).replace("%(components)s", () => listed);
  }

  function tick() {
    const now = Date.now();
    showAges(now);
    showStaleness(now);
    showWindow(now);
    const source = document.getElementById("sg-clock");
    if (!source) return;
    const data = JSON.parse(source.dataset.sgClock);
    moveMaintenance(now, data.words);
    endNotices(now);
    showStates(now, data);
  }

  if (window.document$) window.document$.subscribe(tick);
  else tick();
  setInterval(() => document.hidden || tick(), 20000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
})();
