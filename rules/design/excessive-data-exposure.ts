import { defineRule } from '../../server/core/rule/rule.js';
import { listed, shorten } from '../../server/core/words/text.js';
import { omit } from './omitted-fields.js';

export default defineRule({
  id: 'design/excessive-data-exposure',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure'],
  standards: ['API3:2023', 'CWE-213', 'CWE-201', 'CWE-312'],
  title: 'Stored record is sent with the password in it',
  why: `
    The handler answers with the record as it is stored, and so with every field
    that the store has: the hash of the password today, whatever is added
    tomorrow. Screens hide it, and whoever reads the raw answer tries passwords
    against the hash for as long as they like. Name the fields that an answer
    has, and it keeps to them when the record grows.`,
  messages: {
    whole: 'The whole "{record}" record is sent, {fields} in it too: name the fields to send instead.',
    model: 'Answers are made by "{record}", which shows {fields}: leave that out of it.',
  },
  examples: [
    {
      language: 'javascript',
      files: {
        'models/user.js': `
          const mongoose = require('mongoose');

          const userSchema = new mongoose.Schema({
            email: { type: String, required: true },
            password: { type: String, required: true },
          });
          module.exports = mongoose.model('User', userSchema);`,
      },
      bad: `
        const express = require('express');
        const User = require('./models/user');

        const router = express.Router();
        router.get('/users/:id', async (req, res) => {
          const user = await User.findById(req.params.id);
          res.json(user);
          //       ^^^^ The whole "User" record is sent, password in it too: name the fields to send instead.
        });
        router.get('/users', async (req, res) => {
          res.status(200).json({ data: await User.find().sort('email').lean() });
          //                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        });
        router.get('/people', (req, res) => User.find().then((people) => res.json(people)));
        //                                                                        ^^^^^^
        module.exports = router;`,
      fixed: `
        const express = require('express');
        const User = require('./models/user');

        const router = express.Router();
        router.get('/users/:id', async (req, res) => {
          const user = await User.findById(req.params.id).select('-password');
          res.json(user);
        });
        router.get('/users', async (req, res) => {
          res.status(200).json({ data: await User.find().select('-password').sort('email').lean() });
        });
        router.get('/people', (req, res) => User.find().select('-password').then((people) => res.json(people)));
        module.exports = router;`,
      good: `
        const express = require('express');
        const User = require('./models/user');

        const router = express.Router();
        router.get('/users/:id', async (req, res) => {
          const user = await User.findById(req.params.id).select('-password');
          res.json(user);
        });
        router.get('/users', async (req, res) => {
          const users = await User.find({}, 'email');
          res.json(users);
        });
        router.put('/users/:id', async (req, res) => {
          const user = await User.findByIdAndUpdate(req.params.id, { email: req.body.email });
          user.password = undefined;
          res.json(user);
        });
        router.post('/users', async (req, res) => {
          const user = await User.create({ email: req.body.email });
          res.json({ id: user.id, email: user.email });
        });
        router.get('/me', async (req, res) => {
          const { password, ...rest } = (await User.findById(req.user.id)).toObject();
          res.json(rest);
        });
        module.exports = router;`,
    },
    {
      language: 'javascript',
      files: {
        'models/user.js': `
          const mongoose = require('mongoose');

          const userSchema = new mongoose.Schema({
            email: String,
            password: { type: String, select: false },
          });
          module.exports = mongoose.model('User', userSchema);`,
        'models/member.js': `
          const mongoose = require('mongoose');

          const schema = new mongoose.Schema({ email: String, passwordHash: String });
          schema.set('toJSON', { transform: (_, shown) => delete shown.passwordHash });
          module.exports = mongoose.model('Member', schema);`,
        'models/note.js': `
          const mongoose = require('mongoose');

          module.exports = mongoose.model('Note', new mongoose.Schema({ text: String, passwordChangedAt: Date, contentHash: String }));`,
      },
      good: `
        const express = require('express');
        const User = require('./models/user');
        const Member = require('./models/member');
        const Note = require('./models/note');

        const router = express.Router();
        router.get('/users/:id', async (req, res) => res.json(await User.findById(req.params.id)));
        router.get('/members/:id', async (req, res) => res.json(await Member.findById(req.params.id)));
        router.get('/notes/count', (req, res) => User.countDocuments((error, count) => res.json(count)));
        router.get('/notes/:id', async (req, res) => res.json(await Note.findById(req.params.id)));
        module.exports = router;`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { DataTypes, Model } from 'sequelize';

        class Account extends Model {}
        Account.init({ name: DataTypes.STRING, passwordHash: DataTypes.STRING }, { sequelize });

        const app = express();
        app.post('/accounts', async (req, res) => {
          const account = await Account.create({ name: req.body.name });
          return res.status(201).send({ account });
          //                            ^^^^^^^ The whole "Account" record is sent, passwordHash in it too: name the fields to send instead.
        });`,
      good: `
        import express from 'express';
        import { DataTypes, Model } from 'sequelize';

        class Account extends Model {}
        Account.init({ name: DataTypes.STRING, passwordHash: DataTypes.STRING }, { sequelize });

        const app = express();
        app.get('/accounts/:id', async (req, res) => {
          const account = await Account.findByPk(req.params.id, { attributes: ['name'] });
          res.send({ account });
        });`,
    },
    {
      language: 'python',
      files: {
        'models.py': `
          from sqlalchemy import Column, Integer, String
          from database import Base

          class User(Base):
              __tablename__ = "users"

              id = Column(Integer, primary_key=True)
              email = Column(String)
              hashed_password = Column(String)`,
        'schemas.py': `
          from pydantic import BaseModel
          class Account(BaseModel):
              email: str
              hashed_password: str`,
      },
      bad: `
        from fastapi import Depends, FastAPI
        from models import User
        from schemas import Account

        app = FastAPI()

        @app.get("/users/{user_id}")
        def show(user_id: int, db=Depends(get_db)):
            user = db.query(User).filter(User.id == user_id).first()
            if user is None:
                raise HTTPException(status_code=404)
            return user
            #      ^^^^ The whole "User" record is sent, hashed_password in it too: name the fields to send instead.

        @app.get("/users/{user_id}/result")
        async def result(user_id: int, db=Depends(get_db)):
            result = await db.execute(select(User).where(User.id == user_id))
            return result.scalar_one_or_none()
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^

        @app.post("/users")
        def add(form: Form, db=Depends(get_db)):
            user = User(email=form.email, hashed_password=hash_of(form.password))
            db.add(user)
            db.commit()
            return {"user": user}
            #               ^^^^

        @app.get("/accounts/{id}", response_model=Account)
        #                                         ^^^^^^^ Answers are made by "Account", which shows hashed_password: leave that out of it.
        def account(id: int, db=Depends(get_db)): return db.get(User, id)`,
      good: `
        from fastapi import Depends, FastAPI
        from models import User

        app = FastAPI()

        @app.get("/users/{user_id}", response_model=UserOut)
        def show(user_id: int, db=Depends(get_db)):
            return db.query(User).filter(User.id == user_id).first()

        @app.get("/users")
        def show_all(db=Depends(get_db)) -> list[UserOut]:
            return db.query(User).all()

        @app.get("/users/{user_id}/email")
        def email(user_id: int, db=Depends(get_db)):
            user = db.query(User).filter(User.id == user_id).first()
            return {"email": user.email}

        @app.get("/emails")
        def emails(db=Depends(get_db)):
            return db.query(User.email).all()`,
    },
    {
      language: 'java',
      files: {
        'User.java': `
          import jakarta.persistence.*;

          @Entity
          class User {
            @Id private Long id;
            private String password;

            public String getPassword() { return password; }
          }`,
        'Member.java': `
          import com.fasterxml.jackson.annotation.JsonIgnore;
          import jakarta.persistence.*;

          @Entity
          class Member {
            @Id private Long id;
            @JsonIgnore private String password;

            public String getPassword() { return password; }
          }`,
      },
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          @GetMapping("/users")
          List<User> all() { return users.findAll(); }
        //^^^^^^^^^^ The whole "User" record is sent, password in it too: name the fields to send instead.
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          @GetMapping("/members")
          ResponseEntity<List<Member>> all() { return ResponseEntity.ok(members.findAll()); }

          @GetMapping("/users")
          List<UserView> views() { return users.findAll().stream().map(UserView::of).toList(); }
        }`,
    },
  ],

  check: {
    handling({ exposed, passesOn }, { report, holds }) {
      // What lets requests on keeps a record for whoever comes behind.
      if (passesOn) return;
      for (const one of exposed) {
        const { at, record, secrets, whole } = one;
        if (!whole) {
          holds(at);
          continue;
        }
        const fields = listed(secrets, 25);
        report({
          at,
          message: one.stated ? 'model' : 'whole',
          data: { record: shorten(record, 20), fields },
          fixes: omit(one, fields),
        });
      }
    },
  },
});
