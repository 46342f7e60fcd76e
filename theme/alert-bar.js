/* The alert bar: stands on a page while an incident or a maintenance is open.
   data-position: top, bottom, static. data-theme: light, dark. */
(() => {
  const MINUTE = 60_000;
  const MOST_BYTES = 65_536;

  // !important keeps the page's rules out. Each impact has a shape: none is told by colour alone.
  const STYLE = `
:host { all: initial !important; display: block !important; z-index: 2147483647 !important;
  position: sticky !important; top: 0 !important; color-scheme: light dark !important }
:host([data-position=static]) { position: static !important }
:host([data-position=bottom]) { position: fixed !important; inset: auto 0 0 !important }
:host([data-theme=light]) { color-scheme: light !important }
:host([data-theme=dark]) { color-scheme: dark !important }
section { --mark: #768390; display: flex; box-shadow: 0 0 0 1px var(--mark); color: CanvasText;
  background: Canvas; background: color-mix(in srgb, var(--mark) 9%, Canvas);
  font: .9375em/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
  max-height: max(40vh, 8em); overflow: auto }
.critical { --mark: #dc4a41 }
.major { --mark: #d1661f }
.minor { --mark: #a87b00 }
.maintenance { --mark: #3d83d6 }
i { flex: none; width: 16px; height: 16px; margin: 1em .8em; background: var(--mark);
  clip-path: path(evenodd, 'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0zM7 4h2v2H7zm0 3h2v5H7z') }
.minor i { clip-path: path(evenodd, 'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0zM7 4h2v5H7zm0 6h2v2H7z') }
.maintenance i { clip-path: path(evenodd, 'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0zM7 4h2v4l3 2-1 2-4-3z') }
.major i { clip-path: path(evenodd, 'M8 0 16 15H0zM7 5h2v5H7zm0 6h2v2H7z') }
.critical i { clip-path: path(evenodd, 'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 4h2v5H7zm0 6h2v2H7z') }
div { flex: 1; display: flex }
p { margin: .7em 0; display: flex; flex-wrap: wrap; gap: 0 .8em }
a { color: inherit; text-underline-offset: .2em }
button { all: unset; padding: .8em 1em; cursor: pointer }
button i { display: block; margin: 0; background: currentColor;
  clip-path: path('M3 2l5 5 5-5 1 1-5 5 5 5-1 1-5-5-5 5-1-1 5-5-5-5z') !important }
:focus-visible { outline: 2px solid; outline-offset: -2px }
@media (max-height: 20em) { :host { position: static !important } }
@media (forced-colors: active) { i { forced-color-adjust: none; background: CanvasText } }
@media print { :host { display: none !important } }`;

  let source, options, key, host, section, live, button;
  let data, skew, shown, askedAt = -Infinity, wait = MINUTE, dismissed = [];

  const quietly = async step => {
    try {
      await step();
    } catch {
      host?.remove();
    }
  };

  const read = async () => {
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), 10_000);
    try {
      const answer = await fetch(source, {cache: 'no-cache', credentials: 'omit', signal: abort.signal});
      if (!answer.ok) throw 0;
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      let text = '', size = 0;
      for (let part; !(part = await reader.read()).done;) {
        if ((size += part.value.length) > MOST_BYTES) throw 0;
        text += decoder.decode(part.value, {stream: true});
      }
      return JSON.parse(text);
    } finally {
      clearTimeout(limit);
      abort.abort();
    }
  };

  // What is open now and not dismissed; nothing when the data is older than its promise.
  const open = () => {
    const now = Date.now() + skew;
    if (data.version !== 1 || !(now - Date.parse(data.built_at) <= data.stale_after * 1000)) return [];
    return data.events.filter(event => !dismissed.includes(event.id)
      && (!event.starts_at || Date.parse(event.starts_at) <= now)
      && (!event.ends_at || Date.parse(event.ends_at) > now));
  };

  // Strings become text nodes.
  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  const link = (address, child) => {
    const made = element('a', child);
    const url = new URL(address, source);
    if (/^https?:$/.test(url.protocol)) made.href = url;
    return made;
  };

  const build = () => {
    host = element('statusgen-alert-bar');
    Object.assign(host.dataset, options);
    live = element('div');
    button = element('button', element('i'));
    button.onclick = dismiss;
    section = element('section', live);
    section.onkeydown = event => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      dismiss();
    };
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = host.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [sheet];
    root.append(section);
  };

  const describe = ([first, ...others]) => {
    const title = element('b', first.title);
    const details = element('span', first.details.replace(/{(\w+)}$/, (_, name) => new Date(first[name])
      .toLocaleString([], {month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit'})));
    title.dir = details.dir = 'auto';
    const text = element('p', link(first.url, title), details);
    if (others[0]) text.append(link(data.page.url, data.words.more.replace('%d', others.length)));
    section.lang = data.language;
    section.setAttribute('aria-label', data.page.name);
    button.setAttribute('aria-label', data.words.dismiss);
    return [element('i'), text];
  };

  const show = events => {
    const [first] = events;
    const state = JSON.stringify(events);
    if (state === shown && (!first || host.isConnected)) return;
    shown = state;
    if (!first) return host?.remove();
    if (!host) build();
    const parts = describe(events);
    section.className = first.impact;
    live.setAttribute('role', /^(critical|major)$/.test(first.impact) ? 'alert' : 'status');
    const enter = () => {
      if (state !== shown) return;
      live.replaceChildren(...parts);
      if (!button.isConnected) section.append(button);
    };
    if (host.isConnected) return enter();
    // Beside body: its margins, its grid and what replaces it do not matter.
    live.replaceChildren();
    button.remove();
    document.documentElement.insertBefore(host, options.position === 'bottom' ? null : document.body);
    // Screen readers announce what enters a live region that is there.
    setTimeout(() => quietly(enter), 100);
  };

  const dismiss = () => quietly(() => {
    const now = open();
    dismissed = data.events.filter(event => now.includes(event) || dismissed.includes(event.id))
      .map(event => event.id);
    show([]);
    localStorage.setItem(key, dismissed.join('\n'));
  });

  const tick = () => quietly(async () => {
    if (document.hidden) return;
    if (performance.now() - askedAt >= wait) {
      askedAt = performance.now();
      try {
        data = await read();
        // A clock that is behind is put right; one ahead makes data stale.
        skew = Math.max(0, Date.parse(data.built_at) - Date.now());
        wait = MINUTE;
      } catch {
        wait = Math.min(wait * 2, 32 * MINUTE);
      }
    }
    if (data) show(open());
  });

  quietly(() => {
    const script = document.currentScript;
    options = {...script.dataset};
    source = new URL('alert-bar.json', script.src).href;
    key = 'statusgen-alert-bar ' + source;
    if (window[key]) return;
    window[key] = true;
    quietly(() => dismissed = localStorage.getItem(key)?.split('\n') || []);
    document.addEventListener('visibilitychange', tick);
    setInterval(tick, MINUTE / 4);
    tick();
  });
})();
