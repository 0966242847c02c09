/**
 * Text as a person would have typed it: what fonts of old files write as ligatures (ﬁ) or as radicals that look like a word
 * (⼀, U+2F00) becomes the letters and characters themselves, so that what is pasted can be searched. Everything else stays.
 */
export function plainText(text: string): string {
  return text.replace(/[\u2E80-\u2FD5\uFB00-\uFB06\uFB13-\uFB17]/gu, (sign) => sign.normalize('NFKC'));
}
