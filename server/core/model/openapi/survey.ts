import type { PartNode } from './part-node.js';

/** The parts of one file that say something of it as a whole. */
export class Survey {
  /** Top-level keywords. */
  readonly sections = new Map<string, PartNode>();
  /** Path items and webhooks in the order of the text. */
  readonly items: PartNode[] = [];
  readonly schemes: PartNode[] = [];
  readonly broken = new Set<PartNode>();
  /** With facts about the whole document. */
  readonly telling = new Set<PartNode>();
  /** Something stands under `paths`. */
  hasPaths = false;

  /** Takes the next part in the order of the text. */
  add(node: PartNode): void {
    const { role, path } = node.part;
    const [root] = path;
    if (path.length === 1 && !this.sections.has(String(root))) this.sections.set(String(root), node);
    if (role === 'path' && path.length === 2 && (root === 'paths' || root === 'webhooks'))
      this.items.push(node);
    if (role === 'securityScheme') this.schemes.push(node);
    this.hasPaths ||= root === 'paths';
    this.renew(node);
  }

  /** The part may say something else. */
  renew(node: PartNode): void {
    if (node.broken) this.broken.add(node);
    else this.broken.delete(node);
    if (node.facts.section || node.facts.ids) this.telling.add(node);
    else this.telling.delete(node);
  }
}
