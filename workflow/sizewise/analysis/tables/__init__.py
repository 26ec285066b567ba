"""The tables that chapters read, a module a family of tables."""
