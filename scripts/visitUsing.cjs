// dependency-cruiser walks swc's tree with a visitor that does not know `using` declarations and gives up on them.
// Loaded into it by imports.mjs, until the visitor does.
const { Visitor } = require('@swc/core/Visitor.js');

const visitStatement = Visitor.prototype.visitStatement;
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(statement.decls);
  return statement;
};
