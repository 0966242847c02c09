import { describe, expect, it } from 'vitest';

import { checkAddress } from '../../../src/ui/link-address.js';

describe('the address of a link in a document', () => {
  it('names the host apart from what stands around it', () => {
    expect(checkAddress('https://www.example.com:8443/path?q=1#a')).toEqual({
      kind: 'open',
      href: 'https://www.example.com:8443/path?q=1#a',
      before: 'https://',
      host: 'www.example.com:8443',
      after: '/path?q=1#a',
      doubts: [],
    });
  });

  it.each([
    ['https://аpple.com/', 'xn--pple-43d.com', ['letters']],
    ['https://例子.中国/登录', 'xn--fsqu00a.xn--fiqs8s', ['letters']],
    ['https://bank.example@evil.example/', 'evil.example', ['login']],
    ['http://bank.example:80%2F@evil.example/', 'evil.example', ['login', 'plain']],
    ['https:\\\\evil.example\\bank.example', 'evil.example', []],
    ['HTTP://0x7f.1/', '127.0.0.1', ['plain']],
  ])('shows the host that %s really opens, with what is doubtful about it', (address, host, doubts) => {
    expect(checkAddress(address)).toMatchObject({ kind: 'open', host, doubts });
  });

  it('shows an address in signs that cannot reorder or hide others', () => {
    const checked = checkAddress('https://example.com/\u202egnp.exe\u200b');

    expect(checked).toMatchObject({ kind: 'open', after: '/%E2%80%AEgnp.exe%E2%80%8B' });
  });

  it('puts its parts together to the address that is opened', () => {
    for (const address of ['https://a:b@c.example/d', 'https://a@c.example:9/', 'mailto:a@b.example?cc=c@d.example']) {
      const checked = checkAddress(address);
      if (checked.kind !== 'open') throw new Error(address);

      expect(checked.before + checked.host + checked.after).toBe(checked.href);
    }
  });

  it('names whom a mail goes to', () => {
    expect(checkAddress('mailto:legal@example.com?subject=x&bcc=e@vil.example')).toMatchObject({
      kind: 'open',
      before: 'mailto:',
      host: 'legal@example.com',
      after: '?subject=x&bcc=e@vil.example',
    });
  });

  it.each([
    [['javascript', 'alert(1)'].join(':'), 'scheme'],
    [' java\nscript:alert(1)', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['data:text/html,<script>alert(1)</script>', 'scheme'],
    ['blob:https://example.com/1', 'scheme'],
    ['vbscript:msgbox', 'scheme'],
    ['ms-msdt:/id', 'scheme'],
    ['intent://scan/#Intent;end', 'scheme'],
    ['ftp://example.com/', 'scheme'],
    ['tel:110', 'scheme'],
    ['\\\\server\\share\\a.exe', 'broken'],
    ['cmd.exe', 'broken'],
    ['/v1/records', 'broken'],
    ['', 'broken'],
    ['https://', 'broken'],
    ['https://bank.example\u202e/moc', 'broken'],
    [`https://example.com/${'a'.repeat(3000)}`, 'long'],
  ])('refuses %s', (address, why) => {
    expect(checkAddress(address)).toMatchObject({ kind: 'refused', why });
  });
});
