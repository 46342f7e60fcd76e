// Shows each moment in the reader's own zone; the UTC time stays as the title.
(() => {
  "use strict";
  const forms = {
    moment: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
    weekday: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
    clock: { hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
    day: { day: "numeric", month: "long", year: "numeric" },
  };

  function localise() {
    const language = document.documentElement.lang || "en";
    // English without a country means day before month here, as everywhere else on the page.
    const locale = language === "en" ? "en-GB" : language;
    for (const element of document.querySelectorAll("time[data-sg-time]")) {
      const form = forms[element.dataset.sgTime];
      const moment = new Date(element.dateTime);
      if (!form || Number.isNaN(moment.getTime()) || element.title) continue;
      element.title = `${element.dateTime.slice(0, 16).replace("T", " ")} UTC`;
      element.textContent = new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...form }).format(moment).replace(" at ", ", ");
    }
  }

  // Material replaces the page's content in place when `navigation.instant` is on.
  if (window.document$) window.document$.subscribe(localise);
  else localise();
})();
