create table orders (
    id     text           primary key,
    amount numeric(12, 2) not null
);
