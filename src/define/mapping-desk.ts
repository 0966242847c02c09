import { partLoaders } from '../elements/mapping-editor/editor-parts.js';
import { FieldTree } from '../ui/field-tree.js';
import { lazyElements } from '../ui/lazy-element.js';
import { PartyList } from '../ui/party-list.js';
import { SlotCard } from '../ui/slot-card.js';
import { SourcePicker } from '../ui/source-picker.js';
import { Splitter } from '../ui/splitter.js';
import { StepList } from '../ui/step-list.js';
import { TemplateField } from '../ui/template-field.js';
import { define } from './define.js';

// what the first view of a document is made of; loaded while the host is asked for it
define('esign-field-tree', FieldTree);
define('esign-party-list', PartyList);
define('esign-slot-card', SlotCard);
define('esign-source-picker', SourcePicker);
define('esign-splitter', Splitter);
define('esign-step-list', StepList);
define('esign-template-field', TemplateField);

// what opens later, in the order in which it is fetched once the page rests
partLoaders.set('esign-problem-list', () => import('./mapping-problems.js'));
partLoaders.set('esign-flow-diagram', () => import('./mapping-flow.js'));
partLoaders.set('esign-text-grid', () => import('./mapping-texts.js'));
partLoaders.set('esign-seal-callbacks', () => import('./mapping-seal-use.js'));
for (const tag of ['esign-callback-list', 'esign-operation-list', 'esign-placement-rules']) {
  partLoaders.set(tag, () => import('./mapping-rows.js'));
}
partLoaders.set('esign-suggestion-tray', () => import('./mapping-suggestions.js'));
partLoaders.set('esign-simulation-panel', () => import('./simulation-panel.js'));
for (const tag of ['esign-case-list', 'esign-record-form']) {
  partLoaders.set(tag, () => import('./mapping-trial.js'));
}
partLoaders.set('esign-mapping-sheet', () => import('./mapping-sheet.js'));
partLoaders.set('esign-drift-sheet', () => import('./drift-sheet.js'));
for (const tag of ['esign-history-list', 'esign-compare-panel', 'esign-merge-panel']) {
  partLoaders.set(tag, () => import('./mapping-changes.js'));
}
for (const tag of ['esign-copy-panel', 'esign-template-panel']) {
  partLoaders.set(tag, () => import('./mapping-copy.js'));
}
for (const tag of ['esign-command-palette', 'esign-shortcut-list']) {
  partLoaders.set(tag, () => import('./mapping-palette.js'));
}
partLoaders.set('esign-safety-notices', () => import('./mapping-safety.js'));
partLoaders.set('esign-toast', () => import('./mapping-safety.js'));
lazyElements.set('esign-card-menu', () => import('./card-menu.js'));
lazyElements.set('esign-why-panel', () => import('./why-panel.js'));
lazyElements.set('esign-lookup-editor', () => import('./lookup-editor.js'));
