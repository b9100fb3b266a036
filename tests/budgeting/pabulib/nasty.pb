META
key;value
description;"Semicolons; ""quotes"" and
a line break"
country;Казахстан
unit;Павлодар
instance;2024
num_projects;3
num_votes;5
budget;1000,50
vote_type;cumulative
rule;greedy
date_begin;2024
date_end;2024
max_sum_points;10
unknown_key;kept
Ünïcode;"  spaces  "
comment;#1: one #2: two
PROJECTS
extra;project_id;name;cost;latitude;target;category;Ⅷ
x;P/1;"A; ""B""";300,25;51.1,51.2;children,adults;sport,health;
;a very long project id that fits no ballot;;700,25;91.5;;;y
"multi
line";007;Zero seven;0,01;-12.5;;sport;
VOTES
age;points;voter_id;vote;note;sex
33;5,5;v-1;P/1,007;"x;y";F
;10;v-2;a very long project id that fits no ballot;;
44;;v-3;;empty ballot;M
33;2,5;v-4;007,P/1;;F
33;0,3;v-5;P/1,007;;
