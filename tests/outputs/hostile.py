"""What somebody might write into a text or a title to make a reader's browser run it.

Each would set `window.ran` if anything in it ran.
"""

from __future__ import annotations

__all__ = ["TEXTS", "TITLES", "VECTORS"]

_RUN = "window.ran=1"

_ELEMENTS = [
    f"<script>{_RUN}</script>",
    f"<SCRIPT>{_RUN}</SCRIPT>",
    f"<ScRiPt type=module>{_RUN}</sCrIpT>",
    f"<script\n>{_RUN}</script\n>",
    f"<script/x>{_RUN}</script>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<<script>{_RUN}//<</script>",
    f"<script>{_RUN}",
    f"</p><script>{_RUN}</script>",
    f"<script src='data:text/javascript,{_RUN}'></script>",
    f"<script src=data:text/javascript,{_RUN}>",
    f"<style onload={_RUN}></style>",
    f"<style>@import 'javascript:{_RUN}';</style>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f'<iframe src="javascript:parent.{_RUN}"></iframe>',
    f"<iframe onload={_RUN}></iframe>",
    f'<object data="javascript:{_RUN}"></object>',
    f"<object data='data:text/html,<script>parent.{_RUN}</script>'></object>",
    f'<embed src="javascript:{_RUN}">',
    f"<base href='javascript:{_RUN}//'>",
    f'<meta http-equiv="refresh" content="0;url=javascript:{_RUN}">',
    f'<link rel=stylesheet href="javascript:{_RUN}" onload={_RUN} onerror={_RUN}>',
    f"<template><script>{_RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x.png onerror={_RUN}>'></noscript>",
    f"<xmp><img src=x.png onerror={_RUN}></xmp>",
    f"<plaintext><img src=x.png onerror={_RUN}>",
    f"<textarea></textarea><img src=x.png onerror={_RUN}>",
    f"<title></title><img src=x.png onerror={_RUN}>",
    f"<noembed><img src=x.png onerror={_RUN}></noembed>",
    f"<frameset onload={_RUN}><frame></frameset>",
    f"<form action=javascript:{_RUN}><input type=submit autofocus onfocus={_RUN}></form>",
    f"<isindex type=image src=x.png onerror={_RUN}>",
    f"<applet onerror={_RUN}></applet>",
    f"<portal src=javascript:{_RUN} onload={_RUN}></portal>",
    f"<custom-element onfocus={_RUN} tabindex=0 autofocus>x</custom-element>",
]

_HANDLERS = [
    f"<img src=x.png onerror={_RUN}>",
    f"<IMG SRC=x.png ONERROR={_RUN}>",
    f"<img src='x.png' onerror='{_RUN}'>",
    f'<img src="x.png" onerror="{_RUN}">',
    f"<img/src=x.png/onerror={_RUN}>",
    f"<img\tsrc=x.png\tonerror={_RUN}>",
    f"<img\nsrc=x.png\nonerror={_RUN}\n>",
    f"<img src=x.png onerror\n=\n{_RUN}>",
    f"<img src=x:x onerror={_RUN}>",
    f"<img src=x.png onerror={_RUN}//",
    f"<img src=x.png one<x>rror={_RUN} onerror={_RUN}>",
    f'<img """><img src=x.png onerror={_RUN}>',
    f"<img src=`x`onerror={_RUN}>",
    f"<img src=x.png onerror=&#119;indow.ran=1>",  # noqa: F541  # stands among its like
    f'<img alt="<img src=x.png onerror={_RUN}>" src=x.png>',
    f'<img title="&quot;><img src=x.png onerror={_RUN}>" src=x.png>',
    f"<image src=x.png onerror={_RUN}>",
    f"<img srcset=x onerror={_RUN}>",
    f"<picture><source srcset=x><img src=x.png onerror={_RUN}></picture>",
    f"<video src=x.png onerror={_RUN}></video>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src=x.png onerror={_RUN}></audio>",
    f"<body onload={_RUN}>",
    f"<body onpageshow={_RUN}>",
    f"<html onmouseover={_RUN}>",
    f"<div onpointerrawupdate={_RUN} style='position:fixed;inset:0'>x</div>",
    f"<p onanimationstart={_RUN} style='animation: x 1s'>x</p>",
    f"<p style=animation-name:sg onanimationend={_RUN}>x</p>",
    f"<details open ontoggle={_RUN}><summary>x</summary>y</details>",
    f"<details ontoggle={_RUN} open>x</details>",
    f"<input autofocus onfocus={_RUN}>",
    f"<select autofocus onfocus={_RUN}></select>",
    f"<textarea autofocus onfocus={_RUN}></textarea>",
    f"<button autofocus onfocus={_RUN}>x</button>",
    f"<a autofocus onfocus={_RUN} href=x>x</a>",
    f"<span tabindex=1 autofocus onfocus={_RUN}>x</span>",
    f"<marquee onstart={_RUN}>x</marquee>",
    f"<keygen autofocus onfocus={_RUN}>",
    f"<dialog open onbeforematch={_RUN}>x</dialog>",
    f"<p onscrollend={_RUN} oncontentvisibilityautostatechange={_RUN} style=content-visibility:auto>x</p>",
    f"<table background=javascript:{_RUN}><tr><td onfocus={_RUN}>x</td></tr></table>",
    f"<ul><li onclick={_RUN}>x</li></ul>",
    f"<abbr title='x' onmouseenter={_RUN}>x</abbr>",
    f"<code onclick={_RUN}>x</code>",
]

_FOREIGN = [
    f"<svg onload={_RUN}></svg>",
    f"<svg/onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><script href='data:text/javascript,{_RUN}'/></svg>",
    f"<svg><a xlink:href='javascript:{_RUN}'><text y=20>x</text></a></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s></svg>",
    f"<svg><set attributeName=onmouseover to={_RUN}></svg>",
    f"<svg><image href=x onerror={_RUN}></svg>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={_RUN}></svg>#x'></svg>",
    f"<svg><foreignObject><iframe onload={_RUN}></iframe></foreignObject></svg>",
    f"<svg><desc><img src=x.png onerror={_RUN}></desc></svg>",
    f"<svg><style><img src=x.png onerror={_RUN}></style></svg>",
    f"<svg></p><style><a id='</style><img src=x.png onerror={_RUN}>'>",
    f"<math><mtext></form><form><mglyph><style></math><img src=x.png onerror={_RUN}>",
    f"<math><mi xlink:href='javascript:{_RUN}'>x</mi></math>",
    f"<math><annotation-xml encoding=text/html><img src=x.png onerror={_RUN}></annotation-xml></math>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{_RUN}>x</maction></math>",
    f"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror={_RUN} src>'>",
]

_COMMENTS = [
    f"<!--<img src=x.png onerror={_RUN}>-->",
    f"<!--><img src=x.png onerror={_RUN}>-->",
    f"<!--!><img src=x.png onerror={_RUN}>-->",
    f"<!-- --!><img src=x.png onerror={_RUN}>-->",
    f"<![CDATA[<img src=x.png onerror={_RUN}>]]>",
    f"<?xml version='1.0'?><img src=x.png onerror={_RUN}>",
    f"<?php ?><img src=x.png onerror={_RUN}>",
    f"<!DOCTYPE x [<!ENTITY e '<img src=x.png onerror={_RUN}>'>]>&e;",
    f"</x><img src=x.png onerror={_RUN}>",
    f"<%=<img src=x.png onerror={_RUN}>%>",
]

_ADDRESSES = [
    f"[click](javascript:{_RUN})",
    f"[click](JaVaScRiPt:{_RUN})",
    f"[click](<java\tscript:{_RUN}>)",
    f"[click](&#106;avascript:{_RUN})",
    f"[click](javascript&colon;{_RUN})",
    f"[click](javascript&#58;{_RUN})",
    f"[click](\x01javascript:{_RUN})".replace("\x01", "&#1;"),
    f"[click](vbscript:{_RUN})",
    f"[click](data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=)",  # noqa: F541  # stands among its like
    f"[click](data:text/html,<script>{_RUN}</script>)",
    f"![x](javascript:{_RUN})",
    f'![x](x"onerror="{_RUN})',
    f'![x](https://x.invalid/x "\\"onerror={_RUN}")',
    f'[x](https://x.invalid/ "\\" onmouseover={_RUN} x=\\"")',
    f"[x]: javascript:{_RUN}\n\n[x]",
    f"<javascript:{_RUN}>",
    f"<a href=javascript:{_RUN}>click</a>",
    f"<a href=' javascript:{_RUN}'>click</a>",
    f"<a href='java&#x0A;script:{_RUN}'>click</a>",
    f"<a href='java&Tab;script:{_RUN}'>click</a>",
    f"<a href='&#x1;javascript:{_RUN}'>click</a>",
    f"<a href='//x.invalid' onclick={_RUN}>click</a>",
    f"<a href='feed:javascript:{_RUN}'>click</a>",
    f"<a href=blob:https://x.invalid/{_RUN}>click</a>",
    f"<a ping=javascript:{_RUN} href=x.invalid>click</a>",
    f"<area href=javascript:{_RUN}>",
    f"<a href=jar:javascript:{_RUN}>click</a>",
    f"<q cite=javascript:{_RUN}>x</q>",
    f"<blockquote cite='javascript:{_RUN}'>x</blockquote>",
]

_MARKDOWN = [
    f"```<img src=x.png onerror={_RUN}>\ncode\n```",
    f"```html\n<img src=x.png onerror={_RUN}>\n```",
    f"`<img src=x.png onerror={_RUN}>`",
    f"| <img src=x.png onerror={_RUN}> |\n|---|\n| <svg onload={_RUN}> |",
    f"### <img src=x.png onerror={_RUN}>",
    f"- [ ] <img src=x.png onerror={_RUN}>",
    f"> <img src=x.png onerror={_RUN}>",
    f"> [!NOTE]\n> <svg onload={_RUN}>",
    f"~~<img src=x.png onerror={_RUN}>~~",
    f"**<img src=x.png onerror={_RUN}>**",
    f"https://x.invalid/<img/src=x.png/onerror={_RUN}>",
    f'https://x.invalid/"onmouseover="{_RUN}',
    f"www.x.invalid/'onmouseover='{_RUN}",
    f'<https://x.invalid/"onmouseover={_RUN}>',
    f"\\<img src=x.png onerror={_RUN}>",
    f"&lt;img src=x.png onerror={_RUN}&gt;",
    f"&amp;lt;img src=x.png onerror={_RUN}&amp;gt;",
    f"&#60;img src=x.png onerror={_RUN}&#62;",
    f"{{{{ '<img src=x.png onerror={_RUN}>' }}}}",
    f"{{% raw %}}<img src=x.png onerror={_RUN}>{{% endraw %}}",
]

VECTORS = (*_ELEMENTS, *_HANDLERS, *_FOREIGN, *_COMMENTS, *_ADDRESSES, *_MARKDOWN)
"""All of them; some need a click, none may get one that runs."""

TEXTS = VECTORS

TITLES = tuple(
    vector
    for vector in (
        *_ELEMENTS,
        *_HANDLERS,
        *_FOREIGN,
        f'"><img src=x.png onerror={_RUN}>',
        f"'><img src=x.png onerror={_RUN}>",
        f"</title><script>{_RUN}</script>",
        f"--></script><script>{_RUN}</script>",
        f"' onmouseover='{_RUN}",
        f'" autofocus onfocus="{_RUN}',
        f"</h1></main><script>{_RUN}</script>",
        f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
        f"&lt;script&gt;{_RUN}&lt;/script&gt;",
        f"${{{_RUN}}} {{{{{_RUN}}}}}",
    )
    if "\n" not in vector and "\t" not in vector
)
"""Those that fit on a line, and what breaks out of the places in which titles stand."""
