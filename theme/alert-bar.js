//# allFunctionsCalledOnLoad
/* The alert bar: tells on other sites' pages what is open on the status site. docs/alert-bar.md describes its attributes
   and its data. It runs on pages of others: texts become text nodes, and whatever fails takes the bar away and no more.
   The first line lets Chromium compile all of it at once, away from the page's main thread.

   data-mode: bar, badge. data-position: top, bottom, sticky-top, sticky-bottom. data-theme: auto, light, dark.
   data-impact: none, minor, major, critical. data-maintenance: off, or hours. And data-components, data-groups, data-target,
   data-lang, data-api, data-color-text, data-color-background, data-color-critical, data-color-major, data-color-minor,
   data-color-none, data-color-maintenance, data-color-operational. */
(() => {
  const NAME = 'statusgen-alert-bar';
  const MINUTE = 6e4;

  // The host has no box and no style of its own: the page's rules find nothing to change. Each impact has a shape: none is
  // told by colour alone. A section without a class has no text yet, and no height.
  const STYLE = `:host{all:initial!important;display:contents!important;color:inherit!important;font:inherit!important}\
section:not([class])>:not(div){display:none}\
[class]{display:flex;position:relative;z-index:2147483647;overflow-wrap:anywhere;font:medium/1.5 system-ui,sans-serif;\
color-scheme:light dark;color:var(--bar-colorText,CanvasText);background:Canvas;border-block:1px solid var(--mark);\
box-shadow:inset 0 0 0 99em var(--bar-colorBackground,color-mix(in srgb,var(--mark) 9%,#0000))}\
.light,.dark{color-scheme:var(--bar-theme)}\
.operational{--mark:var(--bar-colorOperational,#2f8f5b);--icon:circle(6px)}\
.none{--mark:var(--bar-colorNone,#768390);--icon:path(evenodd,'M8 0a8 8 0 0 1 0 16 8 8 0 0 1 0-16zM7 4h2v2H7zm0 3h2v5H7z')}\
.maintenance{--mark:var(--bar-colorMaintenance,#3d83d6);--icon:path(evenodd,'M8 0a8 8 0 0 1 0 16 8 8 0 0 1 0-16zM7 4h2v4l3 2-1 2-4-3z')}\
.minor{--mark:var(--bar-colorMinor,#a87b00);--icon:path(evenodd,'M8 0a8 8 0 0 1 0 16 8 8 0 0 1 0-16zM7 4h2v5H7zm0 6h2v2H7z')}\
.major{--mark:var(--bar-colorMajor,#d1661f);--icon:path(evenodd,'M8 0 16 15H0zM7 5h2v5H7zm0 6h2v2H7z')}\
.critical{--mark:var(--bar-colorCritical,#dc4a41);--icon:path(evenodd,'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 4h2v5H7zm0 6h2v2H7z')}\
i{flex:none;width:16px;height:16px;margin:14px 12px;background:var(--mark);clip-path:var(--icon)}\
[class] div{flex:1;display:flex;flex-wrap:wrap;gap:0 12px;margin:10px 0}\
a{color:inherit}\
a:first-child{font-weight:700}\
button{all:unset;align-self:start;width:44px;font-size:22px;line-height:44px;text-align:center;cursor:pointer}\
:focus-visible{outline:2px solid;outline-offset:2px}\
button:focus-visible{outline-offset:-6px}\
.badge,.badge div{all:unset}\
.badge i{display:inline-block;margin:0;margin-inline-end:6px;vertical-align:-2px}\
.badge a{font:inherit;padding:6px 0}\
slot{display:block;position:fixed;z-index:2147483647;inset:0 0 auto;max-height:max(40vh,8em);overflow:auto}\
:host([id$=bottom]) slot{inset:auto 0 0}\
@media(forced-colors:active){i{forced-color-adjust:none;background:CanvasText}}\
@media print{[class]{display:none}}`;

  let options, badge, source, file, key, sheet, host, section, live, title, details, more, button;
  let data, shown, skew = 0, gone = [], stored = [], next = 0, wait = MINUTE;

  const quietly = async step => {
    try {
      await step();
    } catch {
      try {
        host.remove();
      } catch {}
    }
  };

  // The data, or an exception: ten seconds and 64 KB are the most that they may take.
  const read = async () => {
    const {ok, body} = await fetch(file, {__proto__: null, cache: 'no-cache', credentials: 'omit', signal: AbortSignal.timeout(1e4)});
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let json = '';
    for (let part; !(part = await reader.read()).done;) {
      json += decoder.decode(part.value, {stream: true});
      // Awaited, since a connection that breaks at this moment would leave a rejection that nobody handles.
      if (!ok || json.length > 65536) throw await reader.cancel();
    }
    return JSON.parse(json);
  };

  const isAmong = (names, list) => list?.split(',').some(name => names.includes(name.trim()));

  // The events that concern this page at this minute; undefined when the data are older than their promise.
  const open = () => {
    const now = Date.now() + skew;
    if (!(now - Date.parse(data?.built_at) <= data.stale_after * 1e3)) return;
    const {components, groups, impact = 'none', maintenance} = options;
    const rank = name => 'none minor major critical'.indexOf(name);
    return data.events.filter(event => {
      const starts = Date.parse(event.starts_at);
      event.ahead = starts > now;
      // Who sent an announcement away hears of the beginning all the same.
      event.key = event.id + (event.ahead ? '+' : '');
      return !(Date.parse(event.ends_at) <= now)
        // A badge tells the whole truth about its components.
        && (badge ? !event.ahead : event.starts_at ? maintenance !== 'off' && starts - (parseFloat(maintenance) || 0) * 60 * MINUTE <= now
          : rank(event.impact) >= rank(impact))
        && (!components && !groups || isAmong(event.components, components) || isAmong(event.groups, groups));
    });
  };

  const make = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  const rooted = (name, child) => {
    const made = make(name);
    const root = made.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [sheet];
    root.append(child);
    return made;
  };

  const build = () => {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    for (const name in options) sheet.cssRules[0].style.setProperty('--bar-' + name, options[name]);
    title = make('a');
    details = make('span');
    more = make('a');
    button = make('button', '×');
    title.dir = details.dir = more.dir = 'auto';
    live = make('div', title);
    section = make('section', make('i'), live);
    if (!badge) {
      live.append(details, more);
      section.append(button);
      button.onclick = dismiss;
      section.onkeydown = event => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        dismiss();
      };
    }
    host = rooted(NAME, section);
  };

  const place = () => {
    const {target, position = 'top'} = options;
    if (target) return document.querySelector(target)?.append(host);
    if (badge) return window[key].after(host);
    // Beside body: its margins, its grid and what replaces it do not matter.
    const enter = made => position.endsWith('bottom') ? document.documentElement.append(made) : document.body.before(made);
    if (!position.startsWith('sticky')) return enter(host);
    // Bars that float share a dock, so that none lies on another.
    let dock = document.getElementById(NAME + position);
    if (!dock) {
      dock = rooted(NAME + 's', make('slot'));
      dock.id = NAME + position;
      enter(dock);
    }
    dock.append(host);
  };

  const link = (element, address, text) => {
    const {protocol, href} = new URL(address, new URL(data.page.url, source));
    element.textContent = text;
    if (/^https?:$/.test(protocol)) element.href = href;
    else element.removeAttribute('href');
  };

  // The day and the time in the reader's zone, or an exception. Without `Intl` and whatever else needs the names of zones:
  // the first use of these on a page takes longer than all the rest of the bar.
  const when = text => {
    const moment = new Date(text);
    const local = new Date(moment - moment.getTimezoneOffset() * MINUTE).toISOString();
    return [data.words.days[+local.slice(5, 7)].replace('%d', +local.slice(8, 10)) + ', ', local.slice(11, 16)];
  };

  const fill = (first, others) => {
    const {words, page, language} = data;
    section.className = `${first.impact} ${options.theme} ${options.mode}`;
    section.lang = language;
    title.lang = first.id ? page.language : language;
    link(title, first.url, first.title);
    if (badge) return;
    const [phrase, from, to = from] = first.ahead ? [words.planned, first.starts_at, first.ends_at]
      : first.ends_at ? [words.until, first.ends_at] : [words.updated, first.updated_at];
    const [day, clock] = when(from);
    const [lastDay, lastClock] = when(to);
    const time = day + clock + (to === from ? '' : '–' + (lastDay === day ? '' : lastDay) + lastClock);
    details.textContent = first.details + ' · ' + phrase.replace('%s', () => time);
    link(more, '', words.more.replace('%d', others));
    more.hidden = !others;
    section.ariaLabel = page.name + ': ' + first.title;
    button.ariaLabel = words.dismiss;
  };

  const show = events => {
    const first = events && (events[0] || badge && {
      impact: 'operational', url: '',
      title: options.components || options.groups ? data.words.operational : data.words.calm,
    });
    const state = JSON.stringify(events);
    const isNew = !host?.isConnected;
    if (state === shown && !(first && isNew)) return;
    shown = state;
    if (!first) return host?.remove();
    const tell = () => state === shown && fill(first, events.length - 1);
    if (!isNew) return tell();
    build();
    // A screen reader announces an alert that enters the page, but of a status only what enters that.
    const waits = !badge && !/^(critical|major)$/.test(first.impact);
    if (!badge) live.role = waits ? 'status' : 'alert';
    if (!waits) tell();
    place();
    if (waits) setTimeout(() => quietly(tell), 100);
  };

  // Other bars and other tabs dismiss as well. Where nothing can be stored, this page remembers.
  const recall = () => {
    try {
      stored = localStorage.getItem(NAME + source)?.split(',') ?? [];
    } catch {}
  };

  const isGone = ({key}) => gone.includes(key) || stored.includes(key);

  const dismiss = () => quietly(() => {
    recall();
    const seen = open();
    gone = data.events.filter(event => seen.includes(event) || isGone(event)).map(event => event.key);
    show([]);
    localStorage.setItem(NAME + source, gone);
  });

  const tick = () => quietly(async () => {
    if (document.hidden) return;
    const now = performance.now();
    if (now >= next) {
      next = now + (wait = Math.min(wait * 2, 32 * MINUTE));
      try {
        let answer = await read();
        if (answer.languages?.includes(options.lang)) {
          file = source.replace(/json$/, options.lang + '.json');
          answer = await read();
        }
        if (answer.version !== 1) throw 0;
        // A clock that is behind is put right; one ahead makes data stale.
        skew = Math.max(skew, Date.parse(answer.built_at) - Date.now() || 0);
        data = answer;
        next = now + (wait = MINUTE);
      } catch {
        file = source;
      }
    }
    const events = open();
    if (events?.[0]) recall();
    show(badge ? events : events?.filter(event => !isGone(event)));
  });

  quietly(() => {
    // A module has no current script.
    const script = document.currentScript ?? document.querySelector('script[src*="alert-bar.js"]');
    // `<img name=currentScript>` would stand in its place.
    if (script.localName !== 'script') return;
    options = {...script.dataset};
    badge = options.mode === 'badge';
    file = source = new URL('alert-bar.json', options.api ? options.api.replace(/\/*$/, '/') : script.src.replace('/embed/v1/', '/')).href;
    key = NAME + source + JSON.stringify(options);
    const known = window[key];
    window[key] = script;
    if (known) return;
    document.addEventListener('visibilitychange', tick);
    setInterval(tick, MINUTE / 4);
    tick();
  });
})();
