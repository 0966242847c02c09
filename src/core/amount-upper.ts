const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['仟', '佰', '拾', ''];
const GROUPS = ['', '万', '亿'];

/** Amounts from here on are not written out: nobody signs for them, and the words would be ambiguous. */
const LIMIT = 1e12;

/** An amount in capital Chinese numerals (大写金额), rounded to 分: `壹仟贰佰捌拾元伍角整`; null for what is no amount. */
export function amountUpper(amount: number): string | null {
  if (!Number.isFinite(amount)) return null;
  const [whole = '0', cents = '00'] = Math.abs(amount).toFixed(2).split('.');
  if (Number(whole) >= LIMIT) return null;
  const [jiao = 0, fen = 0] = [...cents].map(Number);
  const yuan = whole === '0' ? '' : `${wholeUpper(whole)}元`;
  if (jiao === 0 && fen === 0) return `${sign(amount, whole !== '0')}${yuan || '零元'}整`;
  const middle = jiao > 0 ? `${digit(jiao)}角` : yuan === '' ? '' : '零';
  return `${sign(amount, true)}${yuan}${middle}${fen > 0 ? `${digit(fen)}分` : '整'}`;
}

function wholeUpper(whole: string): string {
  const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, '0');
  let text = '';
  for (let at = 0, skipped = false; at < padded.length; at += 4) {
    const before = text;
    for (const [place, character] of [...padded.slice(at, at + 4)].entries()) {
      if (character === '0') {
        skipped = text !== '';
        continue;
      }
      text += `${skipped ? '零' : ''}${digit(Number(character))}${PLACES[place]}`;
      skipped = false;
    }
    const isFilled = text !== before;
    if (isFilled) text += GROUPS[(padded.length - at) / 4 - 1];
    // zeros at the end of a filled group are said by its unit
    skipped = !isFilled && text !== '';
  }
  return text;
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}

function sign(amount: number, isSomething: boolean): string {
  return amount < 0 && isSomething ? '负' : '';
}
