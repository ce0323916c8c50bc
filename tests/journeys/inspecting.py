"""What a strict inspector sees of a page, and what axe says of it: each question once, however often a page is opened.

Most of axe's work is the contrast of letters. It follows from what style sheets can tell apart: the element, those around
it, their classes and states, the sheets, the window, the colours and the type size. That is the *face* of an element; a
face once found readable is not asked about again, on whatever page. All other rules are asked about the whole page.
Which icon is drawn makes no difference to either.
"""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NEW_FACE = "data-new-face"
_FACES = """
  const valued = new Set(['class', 'style', 'type', 'role', 'scope', 'lang', 'hidden', 'open', 'disabled', 'aria-current',
    'aria-disabled', 'aria-expanded', 'aria-hidden', 'aria-pressed', 'aria-selected', 'data-theme', 'data-type']);
  const untold = /^(hx-|data-(?!theme|type)|on)|^(value|checked|selected)$/;
  const iconless = text => text.replace(/\\bti-\\S+/g, '');
  const made = e => e.localName + [...e.attributes].filter(a => !untold.test(a.name))
    .map(a => ' ' + a.name + (valued.has(a.name) ? '=' + iconless(a.value) : '')).sort().join('')
    + ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) ? ':words' : '');
  const digest = text => {
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 2654435761); b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
  };
  const faces = () => {
    const found = new Map(), sheets = [...document.styleSheets].map(one => one.href + one.media.mediaText).join(' ');
    found.set(document.documentElement,
      digest([made(document.documentElement), sheets, matchMedia('print').matches].join(' ')));
    for (const e of document.body.querySelectorAll('*')) {
      if (!found.has(e.parentNode)) found.set(e.parentNode, digest(found.get(document.documentElement) + made(e.parentNode)));
      found.set(e, digest(found.get(e.parentNode) + made(e)));
    }
    return found;
  };
"""
# The page once it stands still: everything fetched and drawn, also what it asks for after its own arrival.
_EYES = f"""async known => {{ {_FACES}
  if (document.readyState !== 'complete') await new Promise(done => addEventListener('load', done, {{once: true}}));
  await document.fonts.ready;
  const end = Date.now() + 20000;
  while (document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')) {{
    if (Date.now() > end) throw new Error('a part of the page does not arrive');
    await new Promise(done => setTimeout(done, 10));
  }}
  // The window may have been resized a moment ago: what the page does of it is done now, not at the next frame.
  dispatchEvent(new Event('resize'));
  const page = document.scrollingElement;
  const standing = digest([location.href, matchMedia('print').matches, document.documentElement.outerHTML].join(' '));
  const seen = {{standing, over: page.scrollWidth - page.clientWidth, knows_axe: typeof window.axe === 'object'}};
  if (known.includes(standing)) return {{...seen, parts: [], faces: []}};
  const told = (e, name) => e.getAttribute(name) || '';
  const parts = [...document.querySelectorAll('body *')].map(e =>
    [e.localName, iconless(told(e, 'class')), told(e, 'type'), told(e, 'role')].join(' '));
  return {{...seen, parts: [...new Set([`type ${{document.documentElement.dataset.type || '16'}}`, ...parts])],
    faces: [...new Set(faces().values())]}};
}}"""
# Rows, items and choices made like two others beside them (tags, attributes, look, with words or without, labelled or not):
# axe is asked about the first two of each kind, not about fifty. The others are not there meanwhile, for axe goes through
# all that is there, once for every rule.
_SPARE = """
  const named = e => !('labels' in e) ? '' : e.labels && e.labels.length ? ':labelled' : ':bare';
  const spare = () => {
    const seen = new Map(), spared = [];
    for (const e of document.querySelectorAll('tbody > tr, li, option')) {
      if (e.selected || e.contains(document.activeElement)) continue;
      const kind = [e, ...e.querySelectorAll('*')].map(one => made(one) + named(one)).join('|');
      const beside = seen.get(e.parentNode) || seen.set(e.parentNode, new Map()).get(e.parentNode);
      beside.set(kind, (beside.get(kind) || 0) + 1);
      if (beside.get(kind) > 2) spared.push([e, e.parentNode, e.nextSibling]);
    }
    spared.forEach(([e]) => e.remove());
    return () => spared.reverse().forEach(([e, parent, next]) => parent.insertBefore(e, next));
  };
  // Of what is spared too: a label that names two fields, or a name that stands twice.
  const twins = () => {
    const count = new Map(), of = name => [...document.querySelectorAll(`[${name}]`)];
    of('id').forEach(e => count.set(e.id, (count.get(e.id) || 0) + 1));
    return ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'aria-activedescendant'].flatMap(name =>
      of(name).filter(e => e.getAttribute(name).split(/\\s+/).some(id => count.get(id) > 1)))
      .map(e => `duplicate-id-aria (${e.localName} points to an id that stands twice): ${e.outerHTML.slice(0, 200)}`);
  };
"""
_ASK = f"""async ([newFace, asked]) => {{ {_FACES} {_SPARE}
  const wanted = new Set(asked), faults = twins(), putBack = spare();
  try {{
    faces().forEach((face, e) => e.toggleAttribute(newFace, wanted.has(face)));
    axe.configure({{rules: [{{id: 'color-contrast', selector: `[${{newFace}}]`}}]}});
    const told = await axe.run({{resultTypes: ['violations'], preload: {{assets: ['media']}}}});
    return faults.concat(told.violations.flatMap(one => one.nodes.map(node =>
      `${{one.id}} (${{one.help}}): ${{node.target}} ${{node.html.slice(0, 200)}}`)));
  }} finally {{
    document.querySelectorAll(`[${{newFace}}]`).forEach(e => e.removeAttribute(newFace));
    putBack();
  }}
}}"""


@dataclass(frozen=True)
class Seen:
    """A page that stands still: the kinds of its parts, their faces, a digest of it, and how many pixels are too many."""

    parts: set[str]
    faces: set[str]
    standing: str
    over: int
    knows_axe: bool


def see(page: Page, known: set[str]) -> Seen:
    """Wait until the page stands still, and look. One that stands as a known one is not taken to its parts again."""
    told = page.evaluate(_EYES, sorted(known))
    return Seen(set(told["parts"]), set(told["faces"]), told["standing"], told["over"], told["knows_axe"])


def faults_of(page: Page, seen: Seen, known_faces: set[str]) -> list[str]:
    """What axe finds on the page as it stands; contrast is asked of the faces that are not known."""
    if not seen.knows_axe:
        page.evaluate(AXE_SCRIPT)
    faults: list[str] = page.evaluate(_ASK, [NEW_FACE, sorted(seen.faces - known_faces)])
    return faults
