// SPDX-License-Identifier: Apache-2.0

/*
 * The KSQL language. Keywords come in any case; those listed under `nonReserved` are names too, wherever a name may stand.
 * The lexer takes any text: what it can't make sense of becomes an error token, so that every complaint has one source.
 */
grammar Ksql;

options { caseInsensitive = true; }

script : (statement SEMICOLON)* EOF ;

/* What SQL tests may hold beyond a script. */
testScript : (testStatement SEMICOLON)* EOF ;

standaloneExpression : expression EOF ;

standaloneType : type EOF ;

testStatement
    : statement                                                                    # plainStatement
    | ASSERT VALUES sourceName columnNames? VALUES tuple                           # assertValues
    | ASSERT NULL VALUES sourceName columnNames? KEY tuple                         # assertTombstone
    | ASSERT (STREAM | TABLE) sourceName columnDefinitions? withClause?            # assertSource
    ;

statement
    : query                                                                        # select
    | CREATE (OR REPLACE)? SOURCE? (STREAM | TABLE) ifNotExists? sourceName
        columnDefinitions? withClause? (AS query)?                                 # createSource
    | CREATE TYPE ifNotExists? identifier AS type                                  # createType
    | CREATE (SOURCE | SINK) CONNECTOR ifNotExists? nameOrString withClause        # createConnector
    | INSERT INTO sourceName withClause? query                                     # insertSelect
    | INSERT INTO sourceName columnNames? VALUES tuple                             # insertValues
    | DROP (STREAM | TABLE) ifExists? sourceName (DELETE TOPIC)?                   # dropSource
    | DROP TYPE ifExists? identifier                                               # dropType
    | DROP CONNECTOR ifExists? nameOrString                                        # dropConnector
    | ALTER (STREAM | TABLE) sourceName addColumn (COMMA? addColumn)*              # alterSource
    | ALTER SYSTEM STRING EQ STRING                                                # alterSystem
    | DESCRIBE (STREAMS | TABLES) EXTENDED?                                        # describeSources
    | DESCRIBE FUNCTION nameOrString                                               # describeFunction
    | DESCRIBE CONNECTOR nameOrString                                              # describeConnector
    | DESCRIBE sourceName EXTENDED?                                                # describeSource
    | EXPLAIN statement                                                            # explainStatement
    | EXPLAIN identifier                                                           # explainQuery
    | (SHOW | LIST) showTarget                                                     # show
    | PRINT nameOrString (FROM BEGINNING)?
        ((INTERVAL | SAMPLE) interval=INTEGER_VALUE)? (LIMIT limit=number)? # printTopic
    | SET STRING EQ STRING                                                         # setProperty
    | UNSET STRING                                                                 # unsetProperty
    | DEFINE identifier EQ STRING                                                  # define
    | UNDEFINE identifier                                                          # undefine
    | (TERMINATE | PAUSE | RESUME) (ALL | identifier)                              # queryControl
    | ASSERT notExists? TOPIC nameOrString withClause? timeout?                    # assertTopic
    | ASSERT notExists? SCHEMA (SUBJECT nameOrString)? (ID INTEGER_VALUE)? timeout? # assertSchema
    | RUN SCRIPT STRING                                                            # runScript
    ;

ifNotExists : IF NOT EXISTS ;
ifExists : IF EXISTS ;
notExists : NOT EXISTS ;
timeout : TIMEOUT timeSpan ;
addColumn : ADD COLUMN? identifier type ;

showTarget
    : STREAMS EXTENDED?
    | TABLES EXTENDED?
    | ALL? TOPICS EXTENDED?
    | QUERIES EXTENDED?
    | PROPERTIES
    | FUNCTIONS
    | TYPES
    | VARIABLES
    | (SOURCE | SINK)? CONNECTORS
    | CONNECTOR PLUGINS
    ;

columnDefinitions : LPAREN columnDefinition (COMMA columnDefinition)* RPAREN ;
columnDefinition : identifier type columnRole? ;
columnRole
    : PRIMARY KEY
    | KEY
    | HEADERS
    | HEADER LPAREN STRING RPAREN
    ;

columnNames : LPAREN identifier (COMMA identifier)* RPAREN ;
tuple : LPAREN expression (COMMA expression)* RPAREN ;

withClause : WITH LPAREN property (COMMA property)* RPAREN ;
property : (identifier | STRING) EQ literal ;

query
    : SELECT selectItem (COMMA selectItem)*
      FROM relation
      (WINDOW identifier? window)?
      (WHERE where=expression)?
      (GROUP BY groupBy)?
      (PARTITION BY partitionBy)?
      (HAVING having=expression)?
      (EMIT emit=(CHANGES | FINAL))?
      (LIMIT limit=number)?
    ;

selectItem
    : expression (AS? identifier)?                                                 # selectExpression
    | identifier DOT ASTERISK                                                      # selectAllOf
    | primary ARROW ASTERISK                                                       # selectFields
    | ASTERISK                                                                     # selectAll
    ;

groupBy
    : value (COMMA value)*
    | LPAREN (expression (COMMA expression)*)? RPAREN
    ;
partitionBy
    : value (COMMA value)*
    | LPAREN (expression (COMMA expression)*)? RPAREN
    ;

relation : aliasedSource joinClause* ;
aliasedSource : sourceName (AS? identifier)? ;
joinClause : joinKind? JOIN aliasedSource withinClause? ON expression ;
joinKind
    : INNER
    | (LEFT | RIGHT | FULL) OUTER?
    | OUTER
    ;
withinClause
    : WITHIN (symmetric=timeSpan | LPAREN before=timeSpan COMMA after=timeSpan RPAREN) (GRACE PERIOD grace=timeSpan)?
    ;

window
    : TUMBLING LPAREN SIZE timeSpan windowBounds RPAREN                            # tumblingWindow
    | HOPPING LPAREN SIZE timeSpan COMMA ADVANCE BY timeSpan windowBounds RPAREN   # hoppingWindow
    | SESSION LPAREN timeSpan windowBounds RPAREN                                  # sessionWindow
    ;
windowBounds : (COMMA RETENTION retention=timeSpan)? (COMMA GRACE PERIOD grace=timeSpan)? ;

timeSpan : INTEGER_VALUE timeUnit ;
timeUnit
    : MILLISECOND | MILLISECONDS | SECOND | SECONDS | MINUTE | MINUTES | HOUR | HOURS
    | DAY | DAYS | MONTH | MONTHS | YEAR | YEARS
    ;

type
    : ARRAY LT type GT                                                             # arrayType
    | MAP LT type COMMA type GT                                                    # mapType
    | STRUCT (NEQ | LT (structTypeField (COMMA structTypeField)*)? GT)             # structType
    | identifier (LPAREN typeParameter (COMMA typeParameter)* RPAREN)?             # simpleType
    ;
structTypeField : identifier type ;
typeParameter : INTEGER_VALUE | STRING_TYPE ;

expression
    : value predicate?                                                             # predicated
    | NOT expression                                                               # not
    | expression AND expression                                                    # and
    | expression OR expression                                                     # or
    ;

predicate
    : comparison value                                                             # compare
    | IS NOT? DISTINCT FROM value                                                  # distinctFrom
    | IS NOT? NULL                                                                 # isNull
    | NOT? BETWEEN value AND value                                                 # between
    | NOT? IN LPAREN expression (COMMA expression)* RPAREN                         # inList
    | NOT? LIKE value (ESCAPE STRING)?                                             # like
    ;
comparison : EQ | NEQ | LT | LTE | GT | GTE ;

value
    : primary                                                                      # simpleValue
    | sign=(MINUS | PLUS) value                                                    # signed
    | value operator=(ASTERISK | SLASH | PERCENT) value                            # product
    | value operator=(PLUS | MINUS | CONCAT) value                                 # sum
    ;

primary
    : constant                                                                     # literalValue
    | CASE expression? whenBranch+ (ELSE expression)? END                          # case
    | CAST LPAREN expression AS type RPAREN                                        # cast
    | ARRAY LBRACKET (expression (COMMA expression)*)? RBRACKET                    # arrayConstructor
    | MAP LPAREN (mapEntry (COMMA mapEntry)*)? RPAREN                              # mapConstructor
    | STRUCT LPAREN (structField (COMMA structField)*)? RPAREN                     # structConstructor
    | identifier LPAREN (ASTERISK | argument (COMMA argument)*)? RPAREN            # call
    | identifier (DOT identifier)?                                                 # column
    | primary LBRACKET value RBRACKET                                              # subscript
    | primary ARROW identifier                                                     # field
    | LPAREN expression RPAREN                                                     # grouped
    ;

whenBranch : WHEN expression THEN expression ;
mapEntry : expression ASSIGN expression ;
structField : identifier ASSIGN expression ;
argument : lambda | expression ;
lambda
    : identifier LAMBDA expression
    | LPAREN identifier (COMMA identifier)* RPAREN LAMBDA expression
    ;

/* A literal without a sign: in expressions the sign is an operator. */
constant
    : NULL
    | TRUE
    | FALSE
    | STRING
    | number
    ;
literal : (MINUS | PLUS)? number | NULL | TRUE | FALSE | STRING ;
number : INTEGER_VALUE | DECIMAL_VALUE | FLOATING_POINT_VALUE ;

nameOrString : identifier | STRING ;
sourceName : identifier ;
identifier : IDENTIFIER | DIGIT_IDENTIFIER | QUOTED_IDENTIFIER | BACKQUOTED_IDENTIFIER | nonReserved ;

nonReserved
    : ADD | ADVANCE | ARRAY | ASSERT | BEGINNING | CHANGES | COLUMN | CONNECTOR | CONNECTORS | DAY | DAYS | DEFINE | DELETE
    | EXPLAIN | EXTENDED | FINAL | FUNCTION | FUNCTIONS | GRACE | HEADER | HEADERS | HOPPING | HOUR | HOURS | ID
    | INTERVAL | KEY | LIST | MAP | MILLISECOND | MILLISECONDS | MINUTE | MINUTES | MONTH | MONTHS | PAUSE | PERIOD
    | PLUGINS | PRINT | PROPERTIES | QUERIES | REPLACE | RESUME | RETENTION | RUN | SAMPLE | SCHEMA | SCRIPT
    | SECOND | SECONDS | SESSION | SET | SHOW | SINK | SIZE | SOURCE | STREAM | STREAMS | STRING_TYPE | STRUCT | SUBJECT
    | SYSTEM | TABLE | TABLES | TERMINATE | TIMEOUT | TOPIC | TOPICS | TUMBLING | TYPE | TYPES | UNDEFINE | UNSET
    | VARIABLES | YEAR | YEARS
    ;

ADD : 'ADD' ;
ADVANCE : 'ADVANCE' ;
ALL : 'ALL' ;
ALTER : 'ALTER' ;
AND : 'AND' ;
ARRAY : 'ARRAY' ;
AS : 'AS' ;
ASSERT : 'ASSERT' ;
BEGINNING : 'BEGINNING' ;
BETWEEN : 'BETWEEN' ;
BY : 'BY' ;
CASE : 'CASE' ;
CAST : 'CAST' ;
CHANGES : 'CHANGES' ;
COLUMN : 'COLUMN' ;
CONNECTOR : 'CONNECTOR' ;
CONNECTORS : 'CONNECTORS' ;
CREATE : 'CREATE' ;
DAY : 'DAY' ;
DAYS : 'DAYS' ;
DEFINE : 'DEFINE' ;
DELETE : 'DELETE' ;
DESCRIBE : 'DESCRIBE' ;
DISTINCT : 'DISTINCT' ;
DROP : 'DROP' ;
ELSE : 'ELSE' ;
EMIT : 'EMIT' ;
END : 'END' ;
ESCAPE : 'ESCAPE' ;
EXISTS : 'EXISTS' ;
EXPLAIN : 'EXPLAIN' ;
EXTENDED : 'EXTENDED' ;
FALSE : 'FALSE' ;
FINAL : 'FINAL' ;
FROM : 'FROM' ;
FULL : 'FULL' ;
FUNCTION : 'FUNCTION' ;
FUNCTIONS : 'FUNCTIONS' ;
GRACE : 'GRACE' ;
GROUP : 'GROUP' ;
HAVING : 'HAVING' ;
HEADER : 'HEADER' ;
HEADERS : 'HEADERS' ;
HOPPING : 'HOPPING' ;
HOUR : 'HOUR' ;
HOURS : 'HOURS' ;
ID : 'ID' ;
IF : 'IF' ;
IN : 'IN' ;
INNER : 'INNER' ;
INSERT : 'INSERT' ;
INTERVAL : 'INTERVAL' ;
INTO : 'INTO' ;
IS : 'IS' ;
JOIN : 'JOIN' ;
KEY : 'KEY' ;
LEFT : 'LEFT' ;
LIKE : 'LIKE' ;
LIMIT : 'LIMIT' ;
LIST : 'LIST' ;
MAP : 'MAP' ;
MILLISECOND : 'MILLISECOND' ;
MILLISECONDS : 'MILLISECONDS' ;
MINUTE : 'MINUTE' ;
MINUTES : 'MINUTES' ;
MONTH : 'MONTH' ;
MONTHS : 'MONTHS' ;
NOT : 'NOT' ;
NULL : 'NULL' ;
ON : 'ON' ;
OR : 'OR' ;
OUTER : 'OUTER' ;
PARTITION : 'PARTITION' ;
PAUSE : 'PAUSE' ;
PERIOD : 'PERIOD' ;
PLUGINS : 'PLUGINS' ;
PRIMARY : 'PRIMARY' ;
PRINT : 'PRINT' ;
PROPERTIES : 'PROPERTIES' ;
QUERIES : 'QUERIES' ;
REPLACE : 'REPLACE' ;
RESUME : 'RESUME' ;
RETENTION : 'RETENTION' ;
RIGHT : 'RIGHT' ;
RUN : 'RUN' ;
SAMPLE : 'SAMPLE' ;
SCHEMA : 'SCHEMA' ;
SCRIPT : 'SCRIPT' ;
SECOND : 'SECOND' ;
SECONDS : 'SECONDS' ;
SELECT : 'SELECT' ;
SESSION : 'SESSION' ;
SET : 'SET' ;
SHOW : 'SHOW' ;
SINK : 'SINK' ;
SIZE : 'SIZE' ;
SOURCE : 'SOURCE' ;
STREAM : 'STREAM' ;
STREAMS : 'STREAMS' ;
STRING_TYPE : 'STRING' ;
STRUCT : 'STRUCT' ;
SUBJECT : 'SUBJECT' ;
SYSTEM : 'SYSTEM' ;
TABLE : 'TABLE' ;
TABLES : 'TABLES' ;
TERMINATE : 'TERMINATE' ;
THEN : 'THEN' ;
TIMEOUT : 'TIMEOUT' ;
TOPIC : 'TOPIC' ;
TOPICS : 'TOPICS' ;
TRUE : 'TRUE' ;
TUMBLING : 'TUMBLING' ;
TYPE : 'TYPE' ;
TYPES : 'TYPES' ;
UNDEFINE : 'UNDEFINE' ;
UNSET : 'UNSET' ;
VALUES : 'VALUES' ;
VARIABLES : 'VARIABLES' ;
WHEN : 'WHEN' ;
WHERE : 'WHERE' ;
WINDOW : 'WINDOW' ;
WITH : 'WITH' ;
WITHIN : 'WITHIN' ;
YEAR : 'YEAR' ;
YEARS : 'YEARS' ;

SEMICOLON : ';' ;
COMMA : ',' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
DOT : '.' ;
ARROW : '->' ;
LAMBDA : '=>' ;
ASSIGN : ':=' ;
CONCAT : '||' ;
EQ : '=' ;
NEQ : '<>' | '!=' ;
LT : '<' ;
LTE : '<=' ;
GT : '>' ;
GTE : '>=' ;
PLUS : '+' ;
MINUS : '-' ;
ASTERISK : '*' ;
SLASH : '/' ;
PERCENT : '%' ;

STRING : '\'' (~'\'' | '\'\'')* '\'' ;
INTEGER_VALUE : DIGIT+ ;
DECIMAL_VALUE : DIGIT+ '.' DIGIT* | '.' DIGIT+ ;
FLOATING_POINT_VALUE : (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) 'E' [+-]? DIGIT+ ;
IDENTIFIER : (LETTER | '_') (LETTER | DIGIT | '_')* ;
DIGIT_IDENTIFIER : DIGIT+ (LETTER | '_') (LETTER | DIGIT | '_')* ;
QUOTED_IDENTIFIER : '"' (~'"' | '""')* '"' ;
BACKQUOTED_IDENTIFIER : '`' (~'`' | '``')* '`' ;

LINE_COMMENT : '--' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
SPACE : [\p{White_Space}\uFEFF]+ -> channel(HIDDEN) ;

// Error tokens: the parser never takes one, and says what is wrong with it.
UNCLOSED_STRING : '\'' (~'\'' | '\'\'')* ;
UNCLOSED_QUOTED_IDENTIFIER : '"' (~'"' | '""')* ;
UNCLOSED_BACKQUOTED_IDENTIFIER : '`' (~'`' | '``')* ;
UNCLOSED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* ;
UNRECOGNIZED : . ;

fragment DIGIT : [0-9] ;
fragment LETTER : [A-Z] ;
