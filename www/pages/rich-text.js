// Rich text is read by the platform's parser and rebuilt from a short list of what may stand in it.
import { h } from './element.js';

const TAGS = new Set(['DIV', 'P', 'BR', 'SPAN', 'B', 'STRONG', 'I', 'EM', 'U', 'S', 'STRIKE', 'A', 'UL', 'OL', 'LI',
  'BLOCKQUOTE', 'FONT', 'HR', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'TABLE', 'TBODY', 'THEAD', 'TR', 'TD', 'TH']);
const DROPPED = new Set(['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'TEMPLATE', 'NOSCRIPT', 'TITLE', 'HEAD']);
const STYLES = ['color', 'backgroundColor', 'fontSize', 'fontWeight', 'fontStyle', 'textDecoration', 'textAlign'];

export const safeLink = address => {
  try {
    const { protocol, href } = new URL(address, location.origin);
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(protocol) ? href : null;
  } catch {
    return null;
  }
};

const rebuild = (node, into, keep) => {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      into.append(child.data);
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE || DROPPED.has(child.tagName)) continue;
    if (!TAGS.has(child.tagName)) {
      rebuild(child, into, keep);
      continue;
    }
    const made = document.createElement(child.tagName);
    for (const style of STYLES) if (child.style?.[style]) made.style[style] = child.style[style];
    if (child.tagName === 'A') {
      const link = safeLink(child.getAttribute('href') ?? '');
      if (link) {
        made.href = link;
        made.target = '_blank';
        made.rel = 'noopener noreferrer';
      }
    }
    if (child.tagName === 'FONT' && child.hasAttribute('color')) made.setAttribute('color', child.getAttribute('color'));
    for (const name of keep) if (child.hasAttribute(name)) made.setAttribute(name, child.getAttribute(name));
    rebuild(child, made, keep);
    into.append(made);
  }
};

// `keep` names attributes to leave, for the markup of customised views.
export const richText = (markup, keep = []) => {
  const made = document.createDocumentFragment();
  rebuild(new DOMParser().parseFromString(String(markup ?? ''), 'text/html').body, made, keep);
  return made;
};

export const cleanMarkup = markup => {
  const made = h('div');
  made.append(richText(markup));
  return made.innerHTML;
};

export const plainText = markup => {
  const made = h('div');
  made.append(richText(markup));
  return made.textContent.trim();
};
