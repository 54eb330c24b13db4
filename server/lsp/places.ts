import type { Engine, Want } from '../core/engine/types.js';
import { known } from '../core/model/types.js';
import type { Outside } from './parts.js';

/** Files and folders of which the engine has asked whether they are there. */
export interface Places {
  /** Answers what of this is asked about places; false where nothing is. */
  tell(wanted: readonly Want[]): boolean;
  /** Something has appeared or gone: told again where it was asked for. True where it was. */
  moved(uri: string): boolean;
  /** The world has changed: all are told again. */
  retry(): void;
}

export function createPlaces(engine: Engine, world: () => Pick<Outside, 'presence'>): Places {
  const asked = new Set<string>();
  const look = (uri: string): void => {
    asked.add(uri);
    engine.answer({ kind: 'presence', uri }, known(world().presence(uri)));
  };
  return {
    tell(wanted) {
      const places = wanted.filter((want) => want.kind === 'presence');
      for (const { uri } of places) look(uri);
      return places.length > 0;
    },
    moved(uri) {
      const there = [...asked].filter((place) => place === uri || uri.startsWith(`${place}/`));
      for (const place of there) look(place);
      return there.length > 0;
    },
    retry() {
      for (const uri of [...asked]) look(uri);
    },
  };
}
