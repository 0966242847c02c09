import type { Locale, LocalizedText } from '../schema/primitives.js';

/** What people read in the messages of the OA. The first text is the default of the specification (C-52). */
export interface NoticeTexts {
  readonly notSigned: string;
  launched(subject: string): string;
  signed(subject: string, party: string): string;
  positionsNeeded(subject: string): string;
  remind(subject: string): string;
}

/**
 * The one source of these words: the planner, the host and the editor say the same. They stand here, and not with the words
 * of the elements, because the host writes them without any element.
 */
export const noticeTexts: Readonly<Record<Locale, NoticeTexts>> = {
  'zh-CN': {
    notSigned: '此流程中有一份您未签署的文件，请点击【签署文件】按钮进行签署。',
    launched: (subject) => `签署文件《${subject}》已发起签署，抄送给您。`,
    signed: (subject, party) => `签署文件《${subject}》：${party}已签署。`,
    positionsNeeded: (subject) => `签署文件《${subject}》需要您指定签署位置。`,
    remind: (subject) => `请签署文件《${subject}》`,
  },
  'zh-TW': {
    notSigned: '此流程中有一份您未簽署的檔案，請點擊【簽署檔案】按鈕進行簽署。',
    launched: (subject) => `簽署檔案《${subject}》已發起簽署，抄送給您。`,
    signed: (subject, party) => `簽署檔案《${subject}》：${party}已簽署。`,
    positionsNeeded: (subject) => `簽署檔案《${subject}》需要您指定簽署位置。`,
    remind: (subject) => `請簽署檔案《${subject}》`,
  },
  en: {
    notSigned: 'This workflow has a file that you have not signed. Press “Sign” to sign it.',
    launched: (subject) => `“${subject}” was sent out for signing. You get a copy.`,
    signed: (subject, party) => `“${subject}”: ${party} has signed.`,
    positionsNeeded: (subject) => `“${subject}” needs you to set where it is signed.`,
    remind: (subject) => `Please sign “${subject}”.`,
  },
  ja: {
    notSigned: 'このワークフローに、まだ署名していないファイルがあります。「署名」ボタンを押して署名してください。',
    launched: (subject) => `「${subject}」の署名手続きが始まりました。控えをお送りします。`,
    signed: (subject, party) => `「${subject}」：${party}が署名しました。`,
    positionsNeeded: (subject) => `「${subject}」の署名位置を指定してください。`,
    remind: (subject) => `「${subject}」に署名してください。`,
  },
};

/** One message in every language. */
export function noticeIn(write: (texts: NoticeTexts) => string): Required<LocalizedText> {
  return {
    'zh-CN': write(noticeTexts['zh-CN']),
    'zh-TW': write(noticeTexts['zh-TW']),
    en: write(noticeTexts.en),
    ja: write(noticeTexts.ja),
  };
}

/** The text in a language, else in the first one that was written. */
export function textFor(text: LocalizedText, locale: Locale): string {
  const order: readonly Locale[] = [locale, 'zh-CN', 'zh-TW', 'en', 'ja'];
  return order.map((one) => text[one]).find(Boolean) ?? '';
}
