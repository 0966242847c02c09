import { partLoaders } from '../elements/mapping-editor/editor-parts.js';
import { MappingEditor } from '../elements/mapping-editor/mapping-editor.js';
import { FieldTree } from '../ui/field-tree.js';
import { FlowDiagram } from '../ui/flow-diagram.js';
import { lazyElements } from '../ui/lazy-element.js';
import { PartyList } from '../ui/party-list.js';
import { PlacementRules } from '../ui/placement-rules.js';
import { ProblemList } from '../ui/problem-list.js';
import { SealCallbacks } from '../ui/seal-callbacks.js';
import { SlotCard } from '../ui/slot-card.js';
import { SourcePicker } from '../ui/source-picker.js';
import { Splitter } from '../ui/splitter.js';
import { StepList } from '../ui/step-list.js';
import { TemplateField } from '../ui/template-field.js';
import { TextGrid } from '../ui/text-grid.js';
import { define } from './define.js';

define('esign-field-tree', FieldTree);
define('esign-flow-diagram', FlowDiagram);
define('esign-party-list', PartyList);
define('esign-placement-rules', PlacementRules);
define('esign-problem-list', ProblemList);
define('esign-seal-callbacks', SealCallbacks);
define('esign-slot-card', SlotCard);
define('esign-source-picker', SourcePicker);
define('esign-splitter', Splitter);
define('esign-step-list', StepList);
define('esign-template-field', TemplateField);
define('esign-text-grid', TextGrid);
partLoaders.set('esign-simulation-panel', () => import('./simulation-panel.js'));
partLoaders.set('esign-mapping-sheet', () => import('./mapping-sheet.js'));
partLoaders.set('esign-drift-sheet', () => import('./drift-sheet.js'));
define('esign-mapping-editor', MappingEditor);

for (const tag of ['esign-callback-list', 'esign-operation-list']) {
  partLoaders.set(tag, () => import('./mapping-rows.js'));
}
for (const tag of ['esign-history-list', 'esign-compare-panel', 'esign-merge-panel']) {
  partLoaders.set(tag, () => import('./mapping-changes.js'));
}
lazyElements.set('esign-card-menu', () => import('./card-menu.js'));
for (const tag of ['esign-case-list', 'esign-record-form']) {
  partLoaders.set(tag, () => import('./mapping-trial.js'));
}
for (const tag of ['esign-copy-panel', 'esign-template-panel']) {
  partLoaders.set(tag, () => import('./mapping-copy.js'));
}
lazyElements.set('esign-lookup-editor', () => import('./lookup-editor.js'));

partLoaders.set('esign-suggestion-tray', () => import('./mapping-suggestions.js'));

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { MappingEditor };
