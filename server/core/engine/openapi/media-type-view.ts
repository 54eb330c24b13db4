import { slotOf } from '../../facts/openapi/shapes.js';
import { isFile } from '../../facts/openapi/traits.js';
import { sitesOf, traverse } from '../../facts/openapi/traverse.js';
import { type Known, known, UNKNOWN } from '../../model/types.js';
import type { MediaTypeView, SchemaView } from '../../rule/views.js';
import type { MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { homeDocument } from './document-view.js';
import type { Look } from './env.js';
import { directionOf, schemaView } from './schema-view.js';

/** Undefined for one that stands at no key, as a component has no type. */
export function mediaTypeView(look: Look): MediaTypeView | undefined {
  const { key, slot } = look.site;
  return key && slot === 'content' ? new MediaTypeLook(look, key) : undefined;
}

class MediaTypeLook implements MediaTypeView {
  readonly node: MapNode;
  readonly type: string;

  constructor(
    private readonly look: Look,
    readonly keyNode: ScalarNode,
  ) {
    this.node = look.site.node;
    this.type = String(keyNode.value);
  }

  get direction() {
    return directionOf(this.look);
  }

  get document() {
    return homeDocument(this.look);
  }

  get operation() {
    const { part, env } = this.look;
    return part.role === 'operation' ? env.operation(part.id) : undefined;
  }

  get schema() {
    return schemaOf(this.look);
  }

  get holdsFile() {
    return holdsFile(this.look);
  }

  get(name: string): Node | undefined {
    return this.node.get(name);
  }
}

function schemaOf(look: Look): SchemaView | undefined {
  const entry = look.site.node.entry('schema');
  const slot = slotOf('mediaType', 'schema');
  const [site] = entry && slot ? sitesOf(look.site, slot, entry) : [];
  return site && schemaView({ ...look, site });
}

/** What a component holds behind references of its own stays out of sight. */
function holdsFile({ site, part, env }: Look): Known<boolean> {
  let found = false;
  let further = false;
  traverse(site, {
    enter: (below) => {
      found ||= below.shape === 'schema' && isFile(below);
      return true;
    },
    reference: (below, _target, ref) => {
      if (below.shape !== 'schema') return;
      further = true;
      const traits = env.traits(part.uri, ref, 'schema');
      found ||= traits.known && traits.value.some(isFileTrait);
    },
  });
  if (found) return known(true);
  return further ? UNKNOWN : known(false);
}

/** Whatever its place and direction: 'binary', 'q:binary', 'binary<'. */
function isFileTrait(trait: string): boolean {
  return /^(?:\w:)?binary[<>]?$/.test(trait);
}
