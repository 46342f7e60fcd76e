"""What incidents say: sentences, lists, code and links, as status pages are full of them."""

from __future__ import annotations

from random import Random

__all__ = ["COMPONENTS", "title", "update_text"]

COMPONENTS = {
    "checkout": "Checkout",
    "product-pages": "Product pages",
    "search": "Search",
    "accounts": "Accounts",
    "dispatch": "Dispatch",
    "order-tracking": "Order tracking",
    "returns": "Returns",
    "api": "API",
    "webhooks": "Webhooks",
    "images": "Images",
    "payments": "Card payments",
    "email": "E-mail",
}

_TITLES = {
    "incident": (
        "{name} answers slowly",
        "Errors in {name}",
        "{name} is unreachable for some customers",
        "{name}: old data & missing entries",
        "Delays in {name} (“try again later”)",
    ),
    "maintenance": (
        "{name}: new database version",
        "Moving {name} to new hardware",
        "{name} & its network switch",
    ),
}

_SENTENCES = {
    "opening": (
        "Since {clock} UTC about {percent} % of requests to {name} have ended with an error.",
        "Customers in {country} tell us that {name} does not answer, or answers only after {seconds} seconds.",
        "Our monitoring reports that {name} answers with `HTTP {code}`.",
        "Everything else works as usual, and no data is lost.",
        "We are looking for the cause and write again within {minutes} minutes.",
    ),
    "cause": (
        "A deployment at {clock} UTC brought a query that reads {count} rows where it should read one.",
        "The cause is a certificate that ended at {clock} UTC; **a new one is on its way** to all machines.",
        "One of our {count} machines ran out of memory, and the others took over more than they could carry.",
        "A provider of ours has trouble in {country}, so that `{host}` cannot be reached from there.",
        "We have stopped the job that caused it – orders that came in meanwhile wait in a queue of {count}.",
        "Until it is repaired, a request that fails may safely be sent again with the same key.",
    ),
    "watching": (
        "The repair has been in place since {clock} UTC, and {name} answers within {seconds} seconds again.",
        "The number of errors has fallen from {percent} % to below 0.1 %.",
        "The queue still holds {count} entries; it will be empty in about {minutes} minutes.",
        "We keep watching and write again when we are sure.",
    ),
    "ending": (
        "{name} has worked without errors since {clock} UTC.",
        "In all, {count} requests from {country} failed, and none of them was charged.",
        "We have added an alarm that would have told us {minutes} minutes earlier, & a limit that stops such a query.",
        "Nothing needs to be done on your side. We are *sorry* for the trouble.",
        "If something still looks wrong after {clock} UTC, please write to our support team.",
    ),
    "plan": (
        "On this day we move {name} to machines with {count} GB of memory.",
        "We expect that {name} stops for {minutes} minutes, and at most for twice as long.",
        "Orders that are placed meanwhile are kept, and confirmed as soon as the work is done.",
        "Nothing changes for you: addresses, keys and signatures stay as they are.",
    ),
}

_ITEMS = (
    "paying by card, about {percent} % of attempts",
    "requests to `{host}` with `Accept: application/json`",
    "orders between {clock} and now",
    "everybody in {country}, on phones as well",
    "exports with more than {count} rows",
)

_CODE = (
    "HTTP/1.1 {code} Service Unavailable\nRetry-After: {seconds}\n\n"
    '{{"error": "busy", "wait": "<{minutes} min>"}}',
    "curl -s https://{host}/v1/orders?limit={count} \\\n"
    '  -H "Idempotency-Key: $(uuidgen)" && echo "status {code}"',
    "{clock}:07 WARN pool exhausted: {count} > {percent} (waiting {seconds} s)\n"
    "{clock}:09 ERROR upstream & cache answered {code}",
)

_LINKS = (
    "How to repeat a request is described in [the guide](https://docs.example.com/guide/retries#code-{code}).",
    "Our provider writes about it on [its own page](https://status.provider.example/incidents/{count}).",
    "The numbers stand at <https://metrics.example.com/d/{count}?from={minutes}m&to=now>.",
)

_COUNTRIES = ("France", "Poland", "the Netherlands", "Türkiye", "Côte d’Ivoire", "Japan", "Brazil", "Ireland")
_HOSTS = ("api.example.com", "eu-west.example.com", "cdn.example.com", "hooks.example.com")


def title(random: Random, kind: str, component: str) -> str:
    """A title for an incident or a maintenance of `component`."""
    return random.choice(_TITLES[kind]).format(name=COMPONENTS[component])


def update_text(random: Random, part: str, component: str, *, earlier: str | None = None) -> str:
    """The text of one update; some hold a list, code, a link, or a link to the file of the incident `earlier`."""
    pool = _SENTENCES[part]
    sentences = random.sample(pool, k=min(len(pool), random.choice((2, 2, 3, 3, 4, 6))))
    cut = random.randint(1, len(sentences))
    blocks = [" ".join(sentences[:cut]), " ".join(sentences[cut:])]
    if random.random() < 0.16:
        blocks.append("\n".join(f"- {item}" for item in random.sample(_ITEMS, k=random.randint(2, 4))))
    if random.random() < 0.10:
        blocks.append(f"```\n{random.choice(_CODE)}\n```")
    if random.random() < 0.16:
        blocks.append(random.choice(_LINKS))
    text = "\n\n".join(_filled(random, block, component) for block in blocks if block)
    return f"{text}\n\nIt looks like [what we saw before]({earlier}.md)." if earlier else text


def _filled(random: Random, text: str, component: str) -> str:
    return text.format(
        name=COMPONENTS[component],
        clock=f"{random.randrange(24):02}:{random.randrange(60):02}",
        percent=random.randint(2, 80),
        seconds=random.randint(2, 40),
        minutes=random.choice((5, 10, 15, 20, 30, 45)),
        count=random.randint(12, 4000),
        code=random.choice((429, 500, 502, 503, 504)),
        country=random.choice(_COUNTRIES),
        host=random.choice(_HOSTS),
    )
