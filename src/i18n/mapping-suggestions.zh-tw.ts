// Written by `npm run i18n` from mapping-suggestions.zh-cn.ts; not edited by hand.
/** The words of the tray of suggestions. */
export const mappingSuggestionsZhTw = {
  empty: '目前沒有建議。',
  failed: '建議沒有載入，請檢查網路後重試。',
  retry: '重試',
  count: (certain: number, likely: number): string => `${certain} 條確定，${likely} 條可能`,
  acceptAll: (count: number): string => `採納全部確定項（${count}）`,
  accept: '採納',
  acceptOf: (field: string, slot: string): string => `採納：${slot} ← ${field}`,
  refuse: '不採納',
  refuseOf: (field: string, slot: string): string => `不採納：${slot} ← ${field}`,
  others: '其他候選',
  levels: { certain: '確定', likely: '可能' },
  reasons: {
    sameName: '名稱相同',
    synonym: '常用的同義名稱',
    soundsAlike: '讀音相同',
    similarName: '名稱相近',
    onlyField: '唯一適用的欄位',
  },
};
