import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { SigningMapping } from '../../../src/schema/signing-config.js';
import type { FieldSource, LookupTable } from '../../../src/schema/value-source.js';
import { deepQuery } from '../../../src/ui/deep-query.js';
import { aFieldRef, aFieldSource, aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

const SUBJECT = '/required/subject';
const SIGNERS = '/required/signers';
const INITIATOR = '/required/initiator';
const SEAL = '/flow/initiator/seal';
const TABLE = '/flow/dynamicParties/table';

async function open(patch?: Parameters<typeof aMapping>[0], step: 'required' | 'flow' = 'required', locale = 'zh-CN') {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping(patch)), locale });
  await editor.openStep(step);
  return editor;
}

async function choose(editor: MappingEditorHarness, pointer: string, selector: string, value: string) {
  const select = editor.inCard(pointer, selector) as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await editor.settle();
}

async function write(editor: MappingEditorHarness, pointer: string, selector: string, text: string) {
  const input = editor.inCard(pointer, selector) as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new InputEvent('input'));
  await editor.settle();
}

async function openTable(editor: MappingEditorHarness, pointer: string) {
  editor.inCard(pointer, '.table').click();
  await editor.until('.reverse');
  await editor.settle();
}

function subject(editor: MappingEditorHarness): FieldSource {
  return editor.mapping.required.subject as FieldSource;
}

function seal(editor: MappingEditorHarness): FieldSource {
  return editor.mapping.flow.initiator.seal as FieldSource;
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: conversions (3.5)', () => {
  it('names the usual conversion and lets the admin choose another one (C-10)', async () => {
    const editor = await open();
    await editor.typeInto(SUBJECT, '合同金额');
    await editor.press('Enter');
    expect(subject(editor).conversion).to.equal('formatNumber');

    await choose(editor, SUBJECT, '.conversion', 'formatAmountUpper');

    expect(subject(editor).conversion).to.equal('formatAmountUpper');
    expect(editor.text(SUBJECT)).to.contain('四舍五入到分');
    editor.element.undo();
    await editor.settle();
    expect(subject(editor).conversion).to.equal('formatNumber');
    await editor.expectAccessible();
  });

  it('says on the card that only the first of several people counts (CONV-LOSS)', async () => {
    const initiator: FieldSource = { ...aFieldSource('f-team'), conversion: 'firstPerson' };
    const editor = await open({ required: { initiator } });

    expect(editor.inCard(INITIATOR, '.badge').textContent).to.equal('取第一人');
    expect(editor.inCard(INITIATOR, '.loss').classList.contains('grave')).to.equal(true);
    expect(editor.text(INITIATOR)).to.contain('只取第一人');
  });

  it('shows a list of people from a detail table as one item per row (C-15)', async () => {
    const editor = await open({ required: { signers: [aFieldSource('p-person')] } });

    expect(editor.text(SIGNERS)).to.contain('签署方明细 × 每行');
    expect(deepQuery(editor.card(SIGNERS), '.rows')).to.equal(null);
  });
});

describe('<esign-mapping-editor>: rows of a detail table (3.6)', () => {
  it('takes the row where a column has a value, and still converts it', async () => {
    const editor = await open({ required: { subject: aFieldSource('i-price') } });
    expect(editor.text(SUBJECT)).to.contain('选择取哪一行');

    await choose(editor, SUBJECT, '.rows', 'where');
    await choose(editor, SUBJECT, '.condition select', 'i-name');
    await write(editor, SUBJECT, '.condition input', '交换机');
    await choose(editor, SUBJECT, '.conversion:not(.rows)', 'formatAmountUpper');

    expect(subject(editor)).to.deep.equal({
      ...aFieldSource('i-price'),
      conversion: 'formatAmountUpper',
      rows: { pick: 'where', field: aFieldRef('i-name'), equals: '交换机' },
    });
    await editor.expectAccessible();
  });

  it('counts rows without a conversion, and shows what an older mapping holds', async () => {
    const editor = await open({ required: { subject: { ...aFieldSource('i-name'), conversion: 'lastRow' } } });
    expect((editor.inCard(SUBJECT, '.rows') as HTMLSelectElement).value).to.equal('last');

    await choose(editor, SUBJECT, '.rows', 'count');

    expect(subject(editor)).to.deep.equal({ ...aFieldSource('i-name'), rows: { pick: 'count' } });
    expect(deepQuery(editor.card(SUBJECT), '.conversion:not(.rows)')).to.equal(null);
  });
});

describe('<esign-mapping-editor>: lookup tables (3.5)', () => {
  const withSeal = (source: FieldSource): Parameters<typeof aMapping>[0] => ({
    flow: { initiator: { order: 1, autoSign: false, seal: source } },
  });
  const category: FieldSource = { ...aFieldSource('f-category'), conversion: 'lookup' };

  it('has a row for each option, marks the missing ones, and takes everything else in the last row', async () => {
    const editor = await open(withSeal({ ...category, lookup: { rows: [] } }), 'flow');
    expect(editor.text(SEAL)).to.contain('对照表还没有内容');
    await openTable(editor, SEAL);
    const targets = [...editor.get('esign-lookup-editor').shadowRoot!.querySelectorAll('select.target')];
    expect(targets.length).to.equal(3);
    expect(editor.text(SEAL)).to.contain('缺少取值');

    await choose(editor, SEAL, 'select.target', '0');
    const first = (seal(editor).lookup as LookupTable).rows[0];
    expect(first).to.deep.include({ option: 'goods' });
    expect(first?.target?.label).to.be.a('string');
    expect(editor.text(SEAL)).to.contain('的对照表缺少取值');

    await choose(editor, SEAL, 'tr.last select.target', '0');
    expect(seal(editor).lookup?.otherwise?.label).to.be.a('string');
    expect(editor.text(SEAL)).not.to.contain('缺少取值');
    await editor.expectAccessible();

    editor.inCard(SEAL, '.reverse').click();
    await editor.settle();
    expect(editor.get('esign-lookup-editor').shadowRoot!.querySelectorAll('li').length).to.equal(1);
    await editor.expectAccessible();
  });

  it('has rows of free text where the options are not known, and gives the cursor back when it closes', async () => {
    const name: FieldSource = { ...aFieldSource('f-supplier'), conversion: 'lookup' };
    const editor = await open(withSeal(name), 'flow');
    await openTable(editor, SEAL);
    await write(editor, SEAL, 'input.option', '供应商甲');
    await choose(editor, SEAL, 'select.target', '0');
    editor.inCard(SEAL, '.add').click();
    await editor.settle();

    expect(seal(editor).lookup?.rows.map((row) => row.option)).to.deep.equal(['供应商甲', '']);
    editor.inCard(SEAL, '.done').click();
    await editor.settle();
    expect(editor.find('esign-lookup-editor')).to.equal(null);
    expect(editor.focused()?.classList.contains('table')).to.equal(true);
  });

  it('is read only where the editor is', async () => {
    const lookup: LookupTable = { rows: [{ option: 'goods', target: { value: 'seal-company' } }] };
    const mapping: SigningMapping = aMapping(withSeal({ ...category, lookup }));
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping), readonly: true, locale: 'en' });
    await editor.openStep('flow');
    await openTable(editor, SEAL);

    expect(editor.get('esign-lookup-editor').shadowRoot!.querySelectorAll('input, select').length).to.equal(0);
    expect(editor.text(SEAL)).to.contain('Everything else');
    await editor.expectAccessible();
  });
});

describe('<esign-mapping-editor>: rows that become parties (C-30)', () => {
  const dynamic = (): Parameters<typeof aMapping>[0] => ({
    flow: {
      addParties: { fixed: true, dynamic: true },
      dynamicParties: {
        ...aMapping().flow.dynamicParties,
        table: 'd-parties',
        signer: aFieldSource('p-person'),
        order: aFieldSource('p-order'),
        signingNodes: ['n-sign-b'],
      },
    },
  });
  const where = (editor: MappingEditorHarness) => editor.mapping.flow.dynamicParties.where;
  const orderSelect = (editor: MappingEditorHarness) => editor.inCard(TABLE, '.order select') as HTMLSelectElement;
  const orderName = (editor: MappingEditorHarness) => orderSelect(editor).selectedOptions[0]!.textContent.trim();

  it('reads as a sentence, with a condition that can be undone', async () => {
    const editor = await open(dynamic(), 'flow');
    expect(editor.text(TABLE)).to.match(/每行一个签署方.*排序依据/);
    expect(orderName(editor)).to.equal('顺序');
    expect(where(editor)).to.equal(undefined);

    await choose(editor, TABLE, '.scope > select:not(.value)', 'some');
    await choose(editor, TABLE, '.condition select', 'p-name');
    await write(editor, TABLE, '.condition input', '乙单位');

    expect(where(editor)).to.deep.equal({ field: aFieldRef('p-name'), equals: '乙单位' });
    await editor.expectAccessible();

    await choose(editor, TABLE, '.scope > select.value', 'd-items');
    expect(editor.mapping.flow.dynamicParties.table).to.equal('d-items');
    expect(where(editor)).to.equal(undefined);
    editor.element.undo();
    await editor.settle();
    expect(where(editor)?.equals).to.equal('乙单位');
  });

  it('orders by a column of the table or by the rows, as one step of undo each (C-30)', async () => {
    const editor = await open(dynamic(), 'flow');
    const order = () => editor.mapping.flow.dynamicParties.order;
    const before = order();

    await choose(editor, TABLE, '.order select', '');
    expect(order()).to.equal(null);
    expect(orderName(editor)).to.equal('行的先后');

    await choose(editor, TABLE, '.order select', 'p-order');
    expect(order()).to.deep.equal(before);

    editor.element.undo();
    editor.element.undo();
    await editor.settle();
    expect(orderName(editor)).to.equal('顺序');
    const columns = [...orderSelect(editor).options].map(({ value }) => value);
    expect(columns).to.include('p-order').and.not.include('p-person');
  });

  it('names an order that comes from outside of the table, and keeps it', async () => {
    const patch = dynamic();
    const base = patch!.flow!.dynamicParties!;
    const outside = {
      ...patch,
      flow: { ...patch!.flow, dynamicParties: { ...base, order: aFieldSource('f-amount') } },
    };
    const editor = await open(outside, 'flow');

    expect(orderSelect(editor).selectedOptions[0]!.disabled).to.equal(true);
    expect(orderName(editor)).not.to.equal('行的先后');
    expect(editor.mapping.flow.dynamicParties.order).to.deep.equal(aFieldSource('f-amount'));
  });
});
