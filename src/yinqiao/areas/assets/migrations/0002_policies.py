"""Who sees lists, assets and their steps; that a step is only added, and that what is settled stays."""

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.policies import protect_custody
from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, PLACE, protect

OWN = f"({ENTERPRISE} OR {EVERYBODY})"
# What is being sent or was taken back is the enterprise's alone.
LIST = f"({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state NOT IN ('sending', 'taken_back')))"
ASSET = f"({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state <> 'withdrawn'))"
# Where an asset lies it may be seen; whoever writes is one of the two sides.
ASSET_READ = f"({ASSET} OR ({PLACE.replace('place_no', 'community_no')} AND state <> 'withdrawn'))"
OF_ASSET = "(EXISTS (SELECT 1 FROM assets_asset a WHERE a.id = asset_id))"
OF_SIDES = f"(EXISTS (SELECT 1 FROM assets_asset a WHERE a.id = asset_id AND ({EVERYBODY} OR {ENTERPRISE} OR {PLACE})))"

READ_WHERE_IT_LIES = f"ALTER POLICY assets_asset_read ON assets_asset USING ({ASSET_READ})"
READ_BY_SIDES = f"ALTER POLICY assets_asset_read ON assets_asset USING ({ASSET})"
SETTLED_STAYS = """
CREATE FUNCTION assets_keep_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.settled_at IS NOT NULL AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
    RAISE EXCEPTION 'assets_settled_stays: what is settled is not changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'assets_settled_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assets_keep_settled BEFORE UPDATE ON assets_asset
  FOR EACH ROW EXECUTE FUNCTION assets_keep_settled();
"""
UNDO = """
DROP TRIGGER assets_keep_settled ON assets_asset;
DROP FUNCTION assets_keep_settled();
"""


class Migration(migrations.Migration):
    """Row-level security of assets, and the guards of their steps and ends."""

    dependencies = [("assets", "0001_initial"), ("lists", "0001_initial"), ("database", "0001_functions")]
    operations = [
        protect("assets_assetrow", OWN),
        protect("assets_assetlist", LIST),
        protect("assets_asset", ASSET),
        migrations.RunSQL(READ_WHERE_IT_LIES, READ_BY_SIDES),
        protect("assets_assetstep", OF_ASSET, insert=OF_SIDES, append_only=True),
        *protect_custody(Custody("assets_assetcustody", "assets_asset", "asset_id")),
        migrations.RunSQL(SETTLED_STAYS, UNDO),
    ]
