/** The words of copying and pasting bindings, and of the menu of a card. */
export const mappingClipboardZhCn = {
  menu: {
    label: (slot: string) => `“${slot}”的操作`,
    copy: '复制绑定',
    cut: '剪切绑定',
    paste: '粘贴绑定',
    clear: '清除',
    reset: '恢复默认值',
    find: '查找字段',
    pick: '在流程图中选择',
    mark: '选中，与其他设置一起复制',
    unmark: '取消选中',
  },
  marked: (slot: string, count: number) => `已选中“${slot}”，共 ${count} 项；按 Ctrl+C 一起复制`,
  unmarked: (slot: string, count: number) => `已取消选中“${slot}”，还有 ${count} 项`,
  copied: (text: string) => `已复制：${text}`,
  cut: (text: string) => `已剪切：${text}`,
  line: (slot: string, value: string) => `${slot}: ${value}`,
  more: (count: number) => `等 ${count} 项`,
  nothing: (slot: string) => `“${slot}”还没有值，没有可复制的内容。`,
  pasted: (slots: string) => `已粘贴到：${slots}`,
  cannotCopy: '浏览器不允许写入剪贴板。请把焦点放在卡片上，按 Ctrl+C 复制。',
  cannotPaste: '浏览器不允许读取剪贴板。请把焦点放在卡片上，按 Ctrl+V 粘贴。',
  failed: '没有载入粘贴所需的程序，请检查网络后重试。',
  errors: {
    none: '剪贴板里没有绑定。请先在卡片上按 Ctrl+C 复制。',
    large: '剪贴板的内容过大，不是从本编辑器复制的绑定。',
    version: '剪贴板里的绑定来自更新的版本，请刷新页面后重试。',
    damaged: '剪贴板里的绑定不完整或已被改动，请重新复制。',
  },
  /** What stays out of a slot, and why. */
  fault: (slot: string, why: string) => `“${slot}”：${why}`,
  named: (name: string, why: string) => `“${name}”${why}`,
  reasons: {
    notFound: '在当前流程中找不到，请另选一个',
    otherKind: '不是这里可以使用的值',
    otherSetting: '不能用于这个设置',
    onlyOne: '只能放一个值，请只复制一项',
    tooMany: '已达到数量上限，请先移除一些',
    already: '已经有了，没有变化',
    noSlot: '这种配置没有对应的设置',
    fixed: '已保存的配置不能更换流程',
  },
};

export type MappingClipboardMessages = typeof mappingClipboardZhCn;
