import type { SimAnswer } from './http-server.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A service's own page: what is to be signed and, while it is open, a button to sign and one to decline. No script. */
export function signingPage({
  title,
  message,
  isOpen = false,
}: {
  title: string;
  message: string;
  isOpen?: boolean;
}): SimAnswer {
  const form = isOpen
    ? '<form method="post"><button name="act" value="sign">签署</button>' +
      '<p><label>原因 <input name="reason" value="条款有误"></label> <button name="act" value="reject">拒签</button></p></form>'
    : '';
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'none'; form-action 'self'",
    },
    body: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escape(title)}</title><h1>${escape(title)}</h1><p>${escape(message)}</p>${form}</html>`,
  };
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
