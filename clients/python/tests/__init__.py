"""The tests of medusa_env, against a gateway that they start: MEDUSA_DLL says where it was built."""
