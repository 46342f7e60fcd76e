//# allFunctionsCalledOnLoad
/* A bar without options, which the alert bar is compared with. It has a shadow tree with a style sheet of its own, a link, a button
   and Escape that dismiss it until the next incident, an alert for screen readers, and a request a minute while the page is
   seen. It has one look and one language, tells announced maintenance as if it were under way, and shows old data as well as new;
   what it reads has no limit but ten seconds. Without storage it shows nothing. */
(status => {
  const KEY = 'plain-bar';
  let host, shown, asked = 0;

  const dismissed = () => localStorage.getItem(KEY)?.split(',') ?? [];

  const draw = ({title, details, url}, {events, words}) => {
    host = document.createElement('plain-bar');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host{display:contents}
section{position:fixed;inset:0 0 auto;z-index:2147483647;display:flex;background:#fee;color:#000;font:16px/1.5 sans-serif}
p{flex:1;margin:10px}
button{width:44px;height:44px;border:0;background:none;font:inherit}`);
    const root = host.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [sheet];
    const section = document.createElement('section');
    const line = document.createElement('p');
    const link = document.createElement('a');
    const button = document.createElement('button');
    link.textContent = title;
    link.href = status + url;
    line.role = 'alert';
    line.append(link, ' ' + details);
    button.textContent = '×';
    button.ariaLabel = words.dismiss;
    button.onclick = () => {
      host.remove();
      localStorage.setItem(KEY, events.map(event => event.id));
    };
    section.ariaLabel = title;
    section.onkeydown = event => {
      if (event.key === 'Escape') button.click();
    };
    section.append(line, button);
    root.append(section);
    document.body.before(host);
  };

  const ask = async () => {
    if (document.hidden || Date.now() - asked < 59_000) return;
    asked = Date.now();
    const control = new AbortController();
    setTimeout(() => control.abort(), 10_000);
    try {
      const answer = await fetch(status + 'alert-bar.json', {cache: 'no-cache', credentials: 'omit', signal: control.signal});
      const data = await answer.json();
      const first = data.events.find(event => !dismissed().includes(event.id));
      if (shown === first?.id) return;
      shown = first?.id;
      host?.remove();
      if (first) draw(first, data);
    } catch {
      host?.remove();
      shown = undefined;
    }
  };

  document.addEventListener('visibilitychange', ask);
  setInterval(ask, 60_000);
  ask();
})(document.currentScript.src.split('plain-bar.js')[0]);
