/** The words of the tray of suggestions. */
export const mappingSuggestionsZhCn = {
  empty: '目前没有建议。',
  failed: '建议没有加载，请检查网络后重试。',
  retry: '重试',
  count: (certain: number, likely: number): string => `${certain} 条确定，${likely} 条可能`,
  acceptAll: (count: number): string => `采纳全部确定项（${count}）`,
  accept: '采纳',
  acceptOf: (field: string, slot: string): string => `采纳：${slot} ← ${field}`,
  refuse: '不采纳',
  refuseOf: (field: string, slot: string): string => `不采纳：${slot} ← ${field}`,
  others: '其他候选',
  levels: { certain: '确定', likely: '可能' },
  reasons: {
    sameName: '名称相同',
    synonym: '常用的同义名称',
    soundsAlike: '读音相同',
    similarName: '名称相近',
    onlyField: '唯一适用的字段',
  },
};

export type MappingSuggestionMessages = typeof mappingSuggestionsZhCn;
