import { deepEqual } from 'node:assert/strict';
import { foundIn } from './across.js';
import { prepare } from './harness.js';

describe('a body of Spring that may hold any fields', () => {
  before(prepare);

  const told = (body: string, type = 'Map<String, Object>') =>
    foundIn(
      {
        'Notes.java': `
          import java.util.Map;
          import org.springframework.web.bind.annotation.*;
          @RestController
          class Notes {
            private final NoteRepository notes;
            @PatchMapping("/notes/{id}")
            Note change(@PathVariable long id, @RequestBody ${type} sent) { ${body} }
          }`,
      },
      'input/unvalidated-input',
    );
  const find = 'Note note = notes.findById(id).orElseThrow();';
  const store = 'note.setTitle((String) sent.get("title")); return notes.save(note);';

  it('is used as it was sent where nothing depends on what its fields hold', () => {
    deepEqual(told(find + store), [
      'Notes.java:7 PATCH /notes/{id} uses sent as it was sent: nothing checks its type, length or form.',
    ]);
  });

  it('may be checked where something depends on anything, or somebody else gets it whole', () => {
    deepEqual(told(`${find} if (sent.get("title") == null) throw new Lost(); ${store}`), []);
    deepEqual(told(`${find} rules.validate(sent); ${store}`), []);
    deepEqual(told(`${find} filler.fill(note, sent); return notes.save(note);`), []);
    deepEqual(told(`return service.change(id, sent.get("title"));`), []);
    deepEqual(told(find + store, 'Changes'), []);
  });
});
