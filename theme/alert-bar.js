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

  // A colour and a shape for each impact: none is told by colour alone.
  const LOOKS = {
    operational: ['#2f8f5b', 'M8 2a6 6 0 0 1 0 12A6 6 0 0 1 8 2z'],
    none: ['#768390', 'M8 0a8 8 0 0 1 0 16 8 8 0 0 1 0-16zM7 4h2v2H7zm0 3h2v5H7z'],
    maintenance: ['#3d83d6', 'M8 0a8 8 0 0 1 0 16 8 8 0 0 1 0-16zM7 4h2v4l3 2-1 2-4-3z'],
    minor: ['#a87b00', 'M8 0a8 8 0 0 1 0 16 8 8 0 0 1 0-16zM7 4h2v5H7zm0 6h2v2H7z'],
    major: ['#d1661f', 'M8 0 16 15H0zM7 5h2v5H7zm0 6h2v2H7z'],
    critical: ['#dc4a41', 'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 4h2v5H7zm0 6h2v2H7z'],
  };

  const folder = address => address.endsWith('/') ? address : address + '/';

  // The host has no box, and a bar inherits nothing but the direction of writing: the page's rules find nothing to change.
  // There are the rules of one look only, and the font is the page's: a browser takes its time over each rule, and more
  // over each font. After `monospace` alone `medium` would be smaller, so no name stands alone. The mark is all border,
  // since forced colours give borders the colour of the text; the border is wider than the mark, since browsers round it
  // down to whole pixels of the screen.
  const style = impact => {
    const [usual, shape] = LOOKS[impact];
    // A colour is what is one by itself and can be mixed. It is no `var()` and the like, after which anything may stand, and
    // which may be of any kind. So it is closed, cannot become a rule, and takes none away.
    const color = (name, other) => {
      const value = window[key].getAttribute('data-color-' + name);
      const mixed = `color-mix(in srgb,${value} 9%,Canvas)`;
      const is = text => CSS.supports('color', text);
      return is(value) && is(mixed) && !is(mixed + 0) ? value : other;
    };
    const mark = color(impact, usual);
    return `:host{${badge ? 'all:unset!important;' : ''}display:contents!important}\
a{color:inherit}\
i{border:9px solid ${mark};clip-path:path(evenodd,'${shape}');\
${badge ? `display:inline-block;margin-inline-end:4px;vertical-align:-4px}\
section{display:inline}\
a{padding:6px 0}` : `margin:14px 12px 0}\
slot,section{all:initial;z-index:2147483647}\
section{display:flex;position:relative;overflow-wrap:anywhere;\
font:medium/1.5 ${getComputedStyle(document.body).fontFamily},serif;color-scheme:${options.theme in {light: 1, dark: 1} ? options.theme : 'light dark'};\
background:Canvas;color:${color('text', 'CanvasText')};background:${color('background', `color-mix(in srgb,${mark} 9%,Canvas)`)};border-block:1px solid ${mark}}\
div{flex:1}\
p{display:flex;flex-wrap:wrap;gap:0 12px;margin:10px 0}\
button{width:44px;height:44px;border:0;background:none;color:inherit;font:inherit;cursor:pointer;outline-offset:-6px}\
slot,:host([id^=s]) section{position:fixed;inset:${atEnd ? 'auto 0 0' : '0 0 auto'};\
max-height:max(39vh,8em);overflow:auto}`}\
@media print{section{display:none}}`;
  };

  let options, badge, floats, atEnd, source, file, key, sheet, host, section, live, title, details, more, button;
  let data, shown, since, skew = 0, gone = [], asked = 0, wait = MINUTE;

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
    const control = new AbortController();
    setTimeout(() => quietly(() => control.abort()), 1e4);
    const {ok, body} = await fetch(file, {__proto__: null, cache: 'no-cache', credentials: 'omit', signal: control.signal});
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let json = '';
    for (let part; !(part = await reader.read()).done;) {
      json += decoder.decode(part.value, {stream: true});
      if (!ok || json.length > 65536) throw control.abort();
    }
    return JSON.parse(json);
  };

  const isAmong = (names, list) => list?.split(',').some(name => names.includes(name.trim()));

  const rank = impact => 'none minor major critical'.indexOf(impact);

  // The events that concern this page at this minute; undefined when the data are older than their promise.
  const open = () => {
    const now = Date.now() + skew;
    if (!(now - Date.parse(data?.built_at) <= data?.stale_after * 1e3)) return;
    const {components, groups, impact = 'none', maintenance} = options;
    return data.events.filter(event => {
      const starts = Date.parse(event.starts_at);
      event.ahead = starts > now;
      // Who sent an announcement away hears of the beginning all the same.
      event.key = (event.ahead ? '+' : '-') + event.id;
      return !(Date.parse(event.ends_at) <= now)
        // A badge tells the whole truth about its components.
        && (badge ? !event.ahead : event.starts_at ? maintenance !== 'off' && starts - (parseFloat(maintenance) || 0) * 36e5 <= now
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
    title = make('a');
    title.dir = 'auto';
    section = make('section', make('i'));
    if (badge) section.append(title);
    else {
      details = make('bdi');
      more = make('a');
      button = make('button', '×');
      live = make('div', make('p', title, details, more));
      section.append(live, button);
      button.onclick = dismiss;
      section.onkeydown = event => quietly(() => {
        // What it returns is a promise, and so true: the page does not hear of the key.
        if (event.key === 'Escape') event.cancelBubble = dismiss();
      });
    }
    host = rooted(NAME, section);
  };

  // To the top layer: there it lies over the page, and the browser looks at less of the page anew. But not over a dialog or a
  // film in full screen: while these are open nothing else can be pressed, so it could not be dismissed.
  const raise = element => {
    try {
      if (document.querySelector(':modal')) return;
      element.popover = 'manual';
      element.showPopover();
    } catch {}
  };

  const place = () => {
    const {target, position} = options;
    if (target) return document.querySelector(target)?.append(host);
    if (badge) return window[key].after(host);
    // Beside body: its margins, its grid and what replaces it do not matter.
    const enter = made => atEnd ? document.documentElement.append(made) : document.body.before(made);
    if (!floats) return enter(host);
    // Bars that float share a dock, so that none lies on another; the first needs none as long as it is alone.
    const id = NAME + position;
    let dock = document.getElementById(id);
    if (dock?.localName === NAME) {
      const first = dock;
      dock = rooted(NAME + 's', make('slot'));
      const {activeElement} = first.shadowRoot;
      first.after(dock);
      first.id = '';
      dock.id = id;
      dock.append(first);
      raise(dock.shadowRoot.firstChild);
      activeElement?.focus();
    }
    if (dock) return dock.append(host);
    host.id = id;
    enter(host);
    raise(section);
  };

  // Whatever stands in the data, the link leads to a page of the web.
  const link = (element, address, text) => {
    element.textContent = text;
    const {url} = data.page;
    element.href = folder(url.startsWith('http') ? url : source.slice(0, -14)) + address;
  };

  // The day and the time in the reader's zone, or an exception. Without `Intl` and `toISOString`: the first use of these on a
  // page takes longer than much else here.
  const when = text => {
    const moment = new Date(text);
    const two = number => ('0' + number).slice(-2);
    return [data.words.days[moment.getMonth() + 1].replace('%d', moment.getDate()) + ', ',
      two(moment.getHours()) + ':' + two(moment.getMinutes())];
  };

  const fill = (first, others) => {
    const {words, page, language} = data;
    if (sheet.look !== first.impact) sheet.replaceSync(style(sheet.look = first.impact));
    // Before the text that it announces.
    if (live) live.role = rank(first.impact) > 5 ? 'alert' : 'status';
    title.lang = first.id ? page.language : language;
    link(title, first.url, first.title);
    if (badge) return;
    // Not on the section: `all` would undo it in Chromium.
    live.lang = button.lang = language;
    const [phrase, from, to = from] = first.ahead ? [words.planned, first.starts_at, first.ends_at]
      : first.ends_at ? [words.until, first.ends_at] : [words.updated, first.updated_at];
    let [day, clock] = when(from);
    if (to !== from) {
      const [lastDay, lastClock] = when(to);
      clock += '–' + (lastDay === day ? '' : lastDay) + lastClock;
    }
    details.textContent = first.details + ' · ' + phrase.replace('%s', () => day + clock);
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
    if (isNew) build();
    fill(first, events.length - 1);
    if (!isNew) return;
    // A screen reader announces an alert that enters the page, but of a status only what enters that: so for a moment its
    // text is hidden from screen readers. For the eye it is there at once.
    if (!badge && live.role === 'status') {
      live.firstChild.ariaHidden = true;
      setTimeout(() => quietly(() => live.firstChild.ariaHidden = null), 100);
    }
    place();
  };

  // Other bars and other tabs dismiss as well. Where nothing can be stored, this page remembers.
  const isGone = ({key}) => {
    try {
      return (gone + ',' + localStorage.getItem(NAME + source)).split(',').includes(key);
    } catch {
      return gone.includes(key);
    }
  };

  const dismiss = () => quietly(() => {
    const seen = open();
    gone = data.events.filter(event => seen.includes(event) || isGone(event)).map(({key}) => key);
    show([]);
    localStorage.setItem(NAME + source, gone);
  });

  const update = () => show(open()?.filter(event => badge || !isGone(event)));

  const tick = () => quietly(async () => {
    if (document.hidden) return;
    // What the clock has changed is seen at once, however long the next answer takes.
    quietly(update);
    // A clock that is set back may double the wait, and no more.
    if (Math.abs(Date.now() - asked) < wait) return;
    asked = Date.now();
    wait = Math.min(wait * 2, 32 * MINUTE);
    try {
      let answer = await read();
      if (answer.languages?.includes(options.lang)) {
        file = source.slice(0, -4) + options.lang + '.json';
        answer = await read();
      }
      if (answer.version !== 1) throw 0;
      // A clock that is behind is put right, until it is set anew, as is one of the builder; one ahead makes data stale.
      const started = Date.now() - performance.now();
      const isSame = Math.abs(started - since) < MINUTE && answer.built_at >= data.built_at;
      skew = Math.max(isSame && skew, Date.parse(answer.built_at) - Date.now() || 0);
      since = started;
      data = answer;
      wait = MINUTE;
    } catch {
      file = source;
    }
    update();
  });

  quietly(() => {
    // A module has no current script.
    const script = document.currentScript ?? document.querySelector('script[src*="alert-bar.js"]');
    // `<img name=currentScript>` would stand in its place.
    if (script.localName !== 'script') return;
    options = {...script.dataset};
    badge = options.mode === 'badge';
    floats = options.position?.startsWith('sticky');
    atEnd = options.position?.endsWith('bottom');
    file = source = folder(options.api || script.src.split('alert-bar.js')[0].replace('/embed/v1/', '/')) + 'alert-bar.json';
    key = NAME + source + JSON.stringify(options);
    const known = window[key];
    window[key] = script;
    if (known) return;
    document.addEventListener('visibilitychange', tick);
    // Data can come before there is a body to stand beside.
    document.addEventListener('DOMContentLoaded', tick);
    setInterval(tick, MINUTE / 4);
    tick();
  });
})();
