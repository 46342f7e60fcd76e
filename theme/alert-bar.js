/* The alert bar: tells on other sites' pages what is open on the status site. docs/alert-bar.md describes its attributes
   and its data. It runs on pages of others: texts become text nodes, and whatever fails takes the bar away and no more.

   data-mode: bar, badge. data-position: top, bottom, sticky-top, sticky-bottom. data-theme: auto, light, dark.
   data-impact: none, minor, major, critical. data-maintenance: off, or hours. And data-components, data-groups, data-target,
   data-lang, data-api, data-color-text, data-color-background, data-color-critical, data-color-major, data-color-minor,
   data-color-none, data-color-maintenance, data-color-operational. */
(() => {
  const NAME = 'statusgen-alert-bar';
  const MINUTE = 6e4;

  // The host has no box and no style of its own: the page's rules find nothing to change. Each impact has a shape: none is
  // told by colour alone.
  const STYLE = `:host{all:initial!important;display:contents!important;color:inherit!important;font:inherit!important}
section{display:flex;position:relative;z-index:2147483647;max-height:max(40vh,8em);overflow:auto;overflow-wrap:anywhere;
font:medium/1.5 system-ui,sans-serif;color-scheme:light dark;color:var(--bar-colorText,CanvasText);background:Canvas;
box-shadow:inset 0 0 0 99em var(--bar-colorBackground,color-mix(in srgb,var(--mark) 9%,#0000));box-sizing:border-box}
section:has(button){border:solid var(--mark);border-width:1px 0}
.light{color-scheme:light}
.dark{color-scheme:dark}
.operational{--mark:var(--bar-colorOperational,#2f8f5b);--icon:circle(6px)}
.none{--mark:var(--bar-colorNone,#768390);--icon:path(evenodd,'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0zM7 4h2v2H7zm0 3h2v5H7z')}
.maintenance{--mark:var(--bar-colorMaintenance,#3d83d6);--icon:path(evenodd,'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0zM7 4h2v4l3 2-1 2-4-3z')}
.minor{--mark:var(--bar-colorMinor,#a87b00);--icon:path(evenodd,'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0zM7 4h2v5H7zm0 6h2v2H7z')}
.major{--mark:var(--bar-colorMajor,#d1661f);--icon:path(evenodd,'M8 0 16 15H0zM7 5h2v5H7zm0 6h2v2H7z')}
.critical{--mark:var(--bar-colorCritical,#dc4a41);--icon:path(evenodd,'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 4h2v5H7zm0 6h2v2H7z')}
i{flex:none;display:block;width:16px;height:16px;margin:14px 12px;background:var(--mark);clip-path:var(--icon)}
div{flex:1;display:flex}
p{margin:10px 0;display:flex;flex-wrap:wrap;gap:0 12px}
a{color:inherit}
button{all:unset;align-self:start;padding:0 4px;cursor:pointer}
button i{background:currentColor;clip-path:path('M3 2l5 5 5-5 1 1-5 5 5 5-1 1-5-5-5 5-1-1 5-5-5-5z')}
:focus-visible{outline:2px solid;outline-offset:-2px}
.badge,.badge div{all:unset;display:inline-flex;align-items:center;gap:6px;vertical-align:middle}
.badge i{margin:0}
.badge a{padding:6px 0}
.badge b{font:inherit}
.sticky-top,.sticky-bottom{display:block;position:fixed;z-index:2147483647;inset:0 0 auto}
.sticky-bottom{inset:auto 0 0}
@media(forced-colors:active){i{forced-color-adjust:none;background:CanvasText}}
@media print{section{display:none}}`;

  let options, badge, source, file, key, sheet, host, section, live, button;
  let data, shown, skew = 0, gone = [], next = 0, wait = MINUTE;

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
    let text = '';
    for (let part; !(part = await reader.read()).done;) {
      text += decoder.decode(part.value, {stream: true});
      if (!ok || text.length > 65536) throw reader.cancel();
    }
    const answer = JSON.parse(text);
    if (answer.version !== 1) throw 0;
    return answer;
  };

  const isAmong = (names, list) => list?.split(',').some(name => names.includes(name.trim()));

  // The events that concern this page at this minute; undefined when the data are older than their promise.
  const open = () => {
    const now = Date.now() + skew;
    if (!(now - Date.parse(data?.built_at) <= data.stale_after * 1e3)) return;
    const {components, groups, impact = 'none', maintenance = 0} = options;
    const rank = name => 'none minor major critical'.indexOf(name);
    return data.events.filter(event => {
      const starts = Date.parse(event.starts_at);
      event.ahead = starts > now;
      // Who sent an announcement away hears of the beginning all the same.
      event.key = event.id + (event.ahead ? '+' : '');
      return !(Date.parse(event.ends_at) <= now)
        // `off` is no number, and no moment is after it.
        && (event.starts_at ? starts - maintenance * 60 * MINUTE <= now : rank(event.impact) >= rank(impact))
        && (!components && !groups || isAmong(event.components, components) || isAmong(event.groups, groups));
    });
  };

  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
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

  const link = (address, child) => {
    const {protocol, href} = new URL(address, new URL(data.page.url, source));
    return make('a', /^https?:$/.test(protocol) && {href}, child);
  };

  const build = () => {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    for (const name in options) sheet.cssRules[0].style.setProperty('--bar-' + name, options[name]);
    live = make('div');
    button = make('button', {onclick: dismiss}, make('i'));
    section = make('section', {}, live);
    section.onkeydown = event => {
      if (event.key !== 'Escape' || badge) return;
      event.stopPropagation();
      dismiss();
    };
    host = rooted(NAME, section);
  };

  const place = () => {
    const {target, position = 'top'} = options;
    const root = document.documentElement;
    // Beside body: its margins, its grid and what replaces it do not matter.
    const before = /bottom$/.test(position) ? null : document.body;
    if (target) return document.querySelector(target)?.append(host);
    if (badge) return window[key].after(host);
    if (!/^sticky/.test(position)) return root.insertBefore(host, before);
    // Bars that float share a dock, so that none lies on another.
    let dock = document.getElementById(NAME + position);
    if (!dock) {
      dock = rooted('statusgen-dock', make('div', {className: position}, make('slot')));
      dock.id = NAME + position;
      root.insertBefore(dock, before);
    }
    dock.append(host);
  };

  // The day and the time in the reader's zone, or an exception. Without `Intl`: its first use on a page takes longer than
  // all the rest of the bar.
  const when = text => {
    const moment = new Date(text);
    return [data.words.days[moment.getMonth() + 1].replace('%d', moment.getDate()) + ', ', moment.toTimeString().slice(0, 5)];
  };

  const describe = (first, others) => {
    const {words, page} = data;
    const title = link(first.url, make('b', {dir: 'auto', lang: page.language}, first.title));
    if (badge) return [make('i'), title];
    const [phrase, from, to = from] = first.ahead ? [words.planned, first.starts_at, first.ends_at]
      : first.ends_at ? [words.until, first.ends_at] : [words.updated, first.updated_at];
    const [day, clock] = when(from);
    const [lastDay, lastClock] = when(to);
    const time = day + clock + (to === from ? '' : '–' + (lastDay === day ? '' : lastDay) + lastClock);
    const text = make('p', {}, title, make('span', {dir: 'auto'}, first.details + ' · ' + phrase.replace('%s', () => time)));
    if (others) text.append(link('', words.more.replace('%d', others)));
    section.lang = data.language;
    section.ariaLabel = page.name + ': ' + first.title;
    button.ariaLabel = words.dismiss;
    live.role = /^(critical|major)$/.test(first.impact) ? 'alert' : 'status';
    return [make('i'), text];
  };

  const show = events => {
    const first = events && (events[0] || badge && {
      impact: 'operational', url: '',
      title: options.components || options.groups ? data.words.operational : data.words.calm,
    });
    const state = JSON.stringify(events);
    if (state === shown && (!first || host.isConnected)) return;
    shown = state;
    if (!first) return host?.remove();
    const isNew = !host?.isConnected;
    if (isNew) build();
    const parts = describe(first, events.length - 1);
    section.className = [first.impact, options.theme, options.mode].join(' ');
    const enter = () => {
      if (state !== shown) return;
      live.replaceChildren(...parts);
      if (!badge && !button.isConnected) section.append(button);
    };
    if (!isNew) return enter();
    place();
    // Screen readers announce what enters a live region that is there.
    setTimeout(() => quietly(enter), 100);
  };

  // Other bars and other tabs dismiss as well. Where nothing can be stored, this page remembers.
  const recall = () => {
    try {
      gone = localStorage.getItem(NAME + source).split(',');
    } catch {}
  };

  const dismiss = () => quietly(() => {
    recall();
    const seen = open().map(event => event.key);
    gone = data.events.map(event => event.key).filter(key => seen.includes(key) || gone.includes(key));
    show([]);
    localStorage.setItem(NAME + source, gone.join());
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
        // A clock that is behind is put right; one ahead makes data stale.
        skew = Math.max(skew, Date.parse(answer.built_at) - Date.now() || 0);
        data = answer;
        next = now + (wait = MINUTE);
      } catch {}
    }
    const events = open();
    if (events?.[0]) recall();
    show(badge ? events : events?.filter(event => !gone.includes(event.key)));
  });

  quietly(() => {
    // A module has no current script.
    const script = document.currentScript ?? document.querySelector('script[src*="alert-bar.js"]');
    // `<img name=currentScript>` would stand in its place.
    if (script.localName !== 'script') return;
    options = {...script.dataset};
    badge = options.mode === 'badge';
    source = new URL('alert-bar.json', options.api?.replace(/\/*$/, '/') || script.src.replace('/embed/v1/', '/')).href;
    file = source;
    key = NAME + source + JSON.stringify(options);
    const known = window[key];
    window[key] = script;
    if (known) return;
    // A badge tells the whole truth about its components.
    if (badge) options.impact = options.maintenance = undefined;
    document.addEventListener('visibilitychange', tick);
    setInterval(tick, MINUTE / 4);
    tick();
  });
})();
