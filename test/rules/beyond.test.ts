import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

describe('a service that knows by itself who is calling', () => {
  before(prepare);

  const script = (service: string) => ({
    'context.js': `
      const { AsyncLocalStorage } = require('async_hooks');
      const storage = new AsyncLocalStorage();
      exports.riderId = () => storage.getStore().userId;`,
    'guard.js': `
      exports.signedIn = (req, res, next) => { if (req.isAuthenticated()) return next(); res.status(401).end(); };`,
    'trips.js': `
      const Trip = require('./trip');
      const ctx = require('./context');
      const { storage } = ctx;
      exports.removeTrip = async (id) => { ${service} await Trip.findByIdAndDelete(id); };
      const mine = async (id) => { const one = await Trip.findById(id); if (one.rider !== ctx.currentUser().id) throw new Lost(); };
      const held = (id) => { const { userId } = storage.getStore(); return Trip.exists({ _id: id, rider: userId }); };
      const outer = (id) => mine(id);
      const there = async (id) => { if (!(await Trip.exists({ _id: id }))) throw new Lost(); };
      const log = (id) => journal.write(id, ctx.currentUser().id);`,
    'app.js': `
      const app = require('express')();
      const trips = require('./trips');
      const { signedIn } = require('./guard');
      app.delete('/trips/:id', signedIn, async (req, res) => { await trips.removeTrip(req.params.id); res.end(); });`,
  });

  it('decides in Express, where a helper reads what is kept for the request', () => {
    const lines = (service: string) => linesOf(script(service), RULE);
    for (const service of ['await mine(id);', 'if (!(await held(id))) return;', 'await outer(id);'])
      deepEqual(lines(service), [], service);
    for (const service of ['await there(id);', 'log(id);', ''])
      deepEqual(lines(service), ['app.js:4'], service);
  });

  it('decides in FastAPI', () => {
    const main = (helper: string) => ({
      'main.py': `
        from fastapi import Depends, FastAPI, HTTPException
        from fastapi.security import OAuth2PasswordBearer
        from context import current_user_id, rider_var
        app = FastAPI()
        bearer = OAuth2PasswordBearer(tokenUrl="token")
        def known(token=Depends(bearer)):
            if token not in keys:
                raise HTTPException(401)
        def store():
            yield {}
        async def mine(trip_id, db):
            trip = await db.get(Trip, trip_id)
            if trip.rider != current_user_id():
                raise HTTPException(404)
        async def there(trip_id, db):
            if await db.get(Trip, trip_id) is None:
                raise HTTPException(404)
        @app.put("/trips/{trip_id}", dependencies=[Depends(known)])
        async def rename(trip_id: int, title: str, db=Depends(store)):
            await ${helper}(trip_id, db)
            trip = await db.get(Trip, trip_id)
            trip.title = title`,
    });
    deepEqual(linesOf(main('mine'), RULE), []);
    deepEqual(linesOf(main('there'), RULE), ['main.py:20']);
  });

  it('decides in Spring, where a helper that is handed the identifier alone asks for it', () => {
    const files = (helper: string, call = 'mine(id);') => ({
      'Trips.java': `
        import org.springframework.web.bind.annotation.*;
        @RestController class Trips {
          private final TripService service;
          @DeleteMapping("/trips/{id}") @PreAuthorize("isAuthenticated()") void remove(@PathVariable UUID id) { service.drop(id); }
        }`,
      'TripService.java': `
        class TripService {
          private final TripRepository trips; private final Access access; private final Session me;
          void drop(UUID id) { ${call} trips.deleteById(id); }
          private void mine(UUID id) { ${helper} }
        }`,
      'Access.java': `
        class Access {
          private final TripRepository trips; private final Session me;
          void mine(UUID id) { ${helper} }
        }`,
    });
    const asked = 'if (!trips.existsByIdAndRider(id, me.id())) throw new Lost();';
    const compared =
      'Trip one = trips.findById(id).orElseThrow(); if (!one.getRider().equals(me.id())) throw new Lost();';
    const there = 'trips.findById(id).orElseThrow();';
    for (const call of ['mine(id);', 'access.mine(id);']) {
      deepEqual(linesOf(files(asked, call), RULE), [], call);
      deepEqual(linesOf(files(compared, call), RULE), [], call);
      deepEqual(linesOf(files(there, call), RULE), ['Trips.java:4'], call);
    }
  });
});
