grammar Ksql;
script : EOF ;
A : 'a' ;
