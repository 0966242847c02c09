import type { Relation } from '../core/keyword-places.js';

/** Words of the find bar and of placing by keyword. */
export const panelFindZhCn = {
  find: '查找',
  findPlaceholder: '在文件中查找',
  keyword: '关键字',
  keywordPlaceholder: '输入关键字，如 盖章处',
  previous: '上一处',
  next: '下一处',
  close: '关闭',
  matchCase: '区分大小写',
  acrossLines: '允许跨行匹配',
  counted: (nth: number, count: number) => `${nth} / ${count}`,
  spoken: (nth: number, count: number, page: number) => `第 ${nth} 处，共 ${count} 处，第 ${page} 页`,
  none: '无匹配',
  reading: (done: number, count: number) => `正在读取文字 ${done} / ${count} 页`,
  withoutText: (count: number, all: number) =>
    count === all ? '此文件没有可查找的文字（可能是扫描件）' : `${count} 页没有文字（可能是扫描件），无法查找`,
  placeTitle: '按关键字盖章',
  placeHere: '在匹配处盖章',
  seal: '印章',
  relation: '位置',
  relations: {
    on: '压在关键字上',
    left: '关键字左侧',
    right: '关键字右侧',
    above: '关键字上方',
    below: '关键字下方',
  } satisfies Record<Relation, string>,
  dx: '右移（毫米）',
  dy: '下移（毫米）',
  occurrence: '哪一处',
  occurrences: { all: '全部', first: '第一处', last: '最后一处', nth: '第几处' },
  nth: '第几处（负数为倒数）',
  pages: '页码范围',
  pageChoices: { all: '全部页', first: '首页', last: '末页', odd: '奇数页', even: '偶数页', list: '指定页' },
  pageList: '指定页，如 1-3,5',
  badPages: '页码范围不正确，请填写如 1-3,5',
  hits: '匹配位置',
  moreHits: (count: number) => `另有 ${count} 处未列出`,
  page: (page: number) => `第 ${page} 页`,
  place: (count: number) => (count > 1 ? `在 ${count} 处盖章` : '盖章'),
  tooMany: (max: number) => `一次最多盖 ${max} 处，请缩小范围`,
  noSeal: '没有可用的印章',
};

export type PanelFindMessages = typeof panelFindZhCn;
