export type { Change, ComponentSection } from '../syntax/edit/change.js';
