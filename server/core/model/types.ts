export * from '../facts/api.js';
export * from './openapi/types.js';
