"""Pages of 部门报送."""
