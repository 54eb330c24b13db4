export * from '../facts/api.js';
